/** The invariants of the engine, each with a test of its name, and what tries them against chance, races and kills. */
@NullMarked
package dev.asyncgate.invariant;

import org.jspecify.annotations.NullMarked;
