/** Tests of what is shown of a receipt. */
@NullMarked
package dev.asyncgate.app.receipt;

import org.jspecify.annotations.NullMarked;
