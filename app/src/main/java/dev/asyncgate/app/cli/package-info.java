/** The command line: what the user types, turned into calls of the engine and exit codes. */
@NullMarked
package dev.asyncgate.app.cli;

import org.jspecify.annotations.NullMarked;
