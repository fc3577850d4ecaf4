/** What can go wrong, as codes that every face of the engine shares. */
@NullMarked
package dev.asyncgate.error;

import org.jspecify.annotations.NullMarked;
