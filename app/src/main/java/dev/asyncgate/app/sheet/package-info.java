/** The sampler: every state, part, message and edge on one screen, for {@code snapshot} alone. */
@NullMarked
package dev.asyncgate.app.sheet;

import org.jspecify.annotations.NullMarked;
