/** Tests of the place Ledger. */
@NullMarked
package dev.asyncgate.app.ledger;

import org.jspecify.annotations.NullMarked;
