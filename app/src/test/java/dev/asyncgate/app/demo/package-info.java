/** Promises of the demo's place. */
@NullMarked
package dev.asyncgate.app.demo;

import org.jspecify.annotations.NullMarked;
