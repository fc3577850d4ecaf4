/** How ids, instants and durations are said in every place. */
@NullMarked
package dev.asyncgate.app.words;

import org.jspecify.annotations.NullMarked;
