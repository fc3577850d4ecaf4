/** Receipts on their way to a ReceiptGate: what still has to go, the dispatcher, and what it says over there. */
@NullMarked
package dev.asyncgate.receiptgate;

import org.jspecify.annotations.NullMarked;
