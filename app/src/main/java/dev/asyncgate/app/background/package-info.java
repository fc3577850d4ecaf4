/** The one way off the FX thread and the one way back. */
@NullMarked
package dev.asyncgate.app.background;

import org.jspecify.annotations.NullMarked;
