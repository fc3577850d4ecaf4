/** Tests of what can be told apart and read. */
@NullMarked
package dev.asyncgate.app.theme;

import org.jspecify.annotations.NullMarked;
