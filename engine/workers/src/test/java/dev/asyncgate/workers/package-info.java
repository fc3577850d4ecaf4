/** Promises of the worker loop, on the real engine. */
@NullMarked
package dev.asyncgate.workers;

import org.jspecify.annotations.NullMarked;
