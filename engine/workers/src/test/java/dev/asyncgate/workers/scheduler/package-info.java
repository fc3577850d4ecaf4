/** The promises of the scheduler. */
@NullMarked
package dev.asyncgate.workers.scheduler;

import org.jspecify.annotations.NullMarked;
