/** Tests of the place Receipts. */
@NullMarked
package dev.asyncgate.app.receipts;

import org.jspecify.annotations.NullMarked;
