/** Promises of the engine, proven through its front door. */
@NullMarked
package dev.asyncgate.engine;

import org.jspecify.annotations.NullMarked;
