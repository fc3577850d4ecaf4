/** Promises about this room. */
@NullMarked
package dev.asyncgate.audit;

import org.jspecify.annotations.NullMarked;
