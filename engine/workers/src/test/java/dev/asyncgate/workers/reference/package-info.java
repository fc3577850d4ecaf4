/** Promises of the reference workers, and attempts to get round them. */
@NullMarked
package dev.asyncgate.workers.reference;

import org.jspecify.annotations.NullMarked;
