/** How the log is written. */
@NullMarked
package dev.asyncgate.app.log;

import org.jspecify.annotations.NullMarked;
