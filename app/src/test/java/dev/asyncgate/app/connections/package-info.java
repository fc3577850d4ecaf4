/** Tests of the connections. */
@NullMarked
package dev.asyncgate.app.connections;

import org.jspecify.annotations.NullMarked;
