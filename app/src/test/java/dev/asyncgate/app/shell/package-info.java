/** Tests of the shell. */
@NullMarked
package dev.asyncgate.app.shell;

import org.jspecify.annotations.NullMarked;
