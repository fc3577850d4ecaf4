/** What an operator does to many tasks at once: looked at first, then done in short transactions, each task for itself. */
@NullMarked
package dev.asyncgate.bulk;

import org.jspecify.annotations.NullMarked;
