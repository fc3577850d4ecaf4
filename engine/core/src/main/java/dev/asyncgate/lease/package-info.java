/** Leases: what they are, and one file for each operation on them. */
@NullMarked
package dev.asyncgate.lease;

import org.jspecify.annotations.NullMarked;
