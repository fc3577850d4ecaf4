/** Tests of the way off the FX thread and back. */
@NullMarked
package dev.asyncgate.app.background;

import org.jspecify.annotations.NullMarked;
