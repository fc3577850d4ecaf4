/** The place that shows every receipt, verifies the ledger and exports it. */
@NullMarked
package dev.asyncgate.app.ledger;

import org.jspecify.annotations.NullMarked;
