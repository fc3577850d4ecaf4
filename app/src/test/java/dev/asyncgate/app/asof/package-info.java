/** Tests of the place As of. */
@NullMarked
package dev.asyncgate.app.asof;

import org.jspecify.annotations.NullMarked;
