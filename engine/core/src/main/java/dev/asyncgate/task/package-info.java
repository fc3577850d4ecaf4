/** Tasks: what they are, and one file for each operation on them. */
@NullMarked
package dev.asyncgate.task;

import org.jspecify.annotations.NullMarked;
