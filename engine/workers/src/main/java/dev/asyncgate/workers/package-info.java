/** The loop that a worker stands on: claim, start, keep the lease, report. */
@NullMarked
package dev.asyncgate.workers;

import org.jspecify.annotations.NullMarked;
