/** Promises about the engine as a whole. */
@NullMarked
package dev.asyncgate;

import org.jspecify.annotations.NullMarked;
