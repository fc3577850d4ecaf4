/** Promises of the demo, on the real engine. */
@NullMarked
package dev.asyncgate.workers.demo;

import org.jspecify.annotations.NullMarked;
