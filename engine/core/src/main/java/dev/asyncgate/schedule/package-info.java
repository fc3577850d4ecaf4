/** Schedules: when they run, what they create, and each operation on them in a file of its own. */
@NullMarked
package dev.asyncgate.schedule;

import org.jspecify.annotations.NullMarked;
