/** Receipts: what they are, how they are hashed, and one file for each question about them. */
@NullMarked
package dev.asyncgate.receipt;

import org.jspecify.annotations.NullMarked;
