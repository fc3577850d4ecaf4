/** Scenarios that measure the engine beside its floor, the hand-written SQL of the same effect, in paired rounds. */
@NullMarked
package dev.asyncgate.bench;

import org.jspecify.annotations.NullMarked;
