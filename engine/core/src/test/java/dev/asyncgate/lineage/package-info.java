/** Promises about this room. */
@NullMarked
package dev.asyncgate.lineage;

import org.jspecify.annotations.NullMarked;
