/** The scheduler: a worker that keeps schedules and creates the tasks of their runs. */
@NullMarked
package dev.asyncgate.workers.scheduler;

import org.jspecify.annotations.NullMarked;
