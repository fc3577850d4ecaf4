/** The place Receipts: who owed what to whom, as a graph and as a table. */
@NullMarked
package dev.asyncgate.app.receipts;

import org.jspecify.annotations.NullMarked;
