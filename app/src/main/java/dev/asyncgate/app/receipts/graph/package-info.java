/** The receipt graph as a picture, without a toolkit: where each receipt lies, how edges run, what is in view. */
@NullMarked
package dev.asyncgate.app.receipts.graph;

import org.jspecify.annotations.NullMarked;
