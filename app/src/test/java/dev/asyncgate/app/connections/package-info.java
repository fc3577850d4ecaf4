/** Tests of the place Audit. */
@NullMarked
package dev.asyncgate.app.connections;

import org.jspecify.annotations.NullMarked;
