/** Tests of the command line. */
@NullMarked
package dev.asyncgate.app.cli;

import org.jspecify.annotations.NullMarked;
