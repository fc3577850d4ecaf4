/** The console's composition root: what is made at start, and what is handed to whom. */
@NullMarked
package dev.asyncgate.app;

import org.jspecify.annotations.NullMarked;
