/** Promises about this room. */
@NullMarked
package dev.asyncgate.lease;

import org.jspecify.annotations.NullMarked;
