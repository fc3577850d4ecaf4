/** Promises of the worker loop, on the real engine. */
@NullMarked
package dev.asyncgate.bench;

import org.jspecify.annotations.NullMarked;
