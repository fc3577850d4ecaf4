/** Questions about the health of a tenant: what happened, and whether the invariants hold. */
@NullMarked
package dev.asyncgate.doctor;

import org.jspecify.annotations.NullMarked;
