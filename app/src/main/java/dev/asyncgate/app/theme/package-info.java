/** How the console looks: themes, colours, glyphs and the one map from state to colour, shape and word. */
@NullMarked
package dev.asyncgate.app.theme;

import org.jspecify.annotations.NullMarked;
