/** The front door: the gate, and the roles that it hands out. */
@NullMarked
package dev.asyncgate.engine;

import org.jspecify.annotations.NullMarked;
