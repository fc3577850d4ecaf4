/** The window round the places: head, rail, inspector, status bar, navigation, messages. */
@NullMarked
package dev.asyncgate.app.shell;

import org.jspecify.annotations.NullMarked;
