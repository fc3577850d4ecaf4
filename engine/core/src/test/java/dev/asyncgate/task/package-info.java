/** Promises about this room. */
@NullMarked
package dev.asyncgate.task;

import org.jspecify.annotations.NullMarked;
