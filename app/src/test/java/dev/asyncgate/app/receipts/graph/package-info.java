/** Tests of the drawing of receipts. */
@NullMarked
package dev.asyncgate.app.receipts.graph;

import org.jspecify.annotations.NullMarked;
