/** What delivery to a ReceiptGate promises, against a stand-in that misbehaves. */
@NullMarked
package dev.asyncgate.receiptgate;

import org.jspecify.annotations.NullMarked;
