/** Who acts: the principals that create, claim and operate. */
@NullMarked
package dev.asyncgate.principal;

import org.jspecify.annotations.NullMarked;
