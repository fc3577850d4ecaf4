/** Who is let in: keys, what each may do, and how often it may call. */
@NullMarked
package dev.asyncgate.access;

import org.jspecify.annotations.NullMarked;
