/** One receipt with its evidence, wherever it is shown: what it proves, and what can be done about it. */
@NullMarked
package dev.asyncgate.app.receipt;

import org.jspecify.annotations.NullMarked;
