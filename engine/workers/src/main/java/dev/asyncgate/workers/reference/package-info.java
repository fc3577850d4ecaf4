/** Workers that are ready to use; those that reach outside are closed by default. */
@NullMarked
package dev.asyncgate.workers.reference;

import org.jspecify.annotations.NullMarked;
