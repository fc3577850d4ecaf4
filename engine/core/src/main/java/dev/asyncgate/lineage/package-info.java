/** A delegation tree that is too large to be shown receipt by receipt, summed up. */
@NullMarked
package dev.asyncgate.lineage;

import org.jspecify.annotations.NullMarked;
