/** Promises about this room. */
@NullMarked
package dev.asyncgate.receipt;

import org.jspecify.annotations.NullMarked;
