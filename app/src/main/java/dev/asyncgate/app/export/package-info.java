/** Whole lists written to a file, page by page, with progress and a way to stop. */
@NullMarked
package dev.asyncgate.app.export;

import org.jspecify.annotations.NullMarked;
