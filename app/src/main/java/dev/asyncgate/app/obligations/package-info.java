/** The place that says what is owed to whom, and why it is open or closed. */
@NullMarked
package dev.asyncgate.app.obligations;

import org.jspecify.annotations.NullMarked;
