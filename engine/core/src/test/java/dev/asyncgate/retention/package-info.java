/** Promises about this room. */
@NullMarked
package dev.asyncgate.retention;

import org.jspecify.annotations.NullMarked;
