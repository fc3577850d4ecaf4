/** Promises about this room. */
@NullMarked
package dev.asyncgate.access;

import org.jspecify.annotations.NullMarked;
