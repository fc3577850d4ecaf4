/** The promises of schedules. */
@NullMarked
package dev.asyncgate.schedule;

import org.jspecify.annotations.NullMarked;
