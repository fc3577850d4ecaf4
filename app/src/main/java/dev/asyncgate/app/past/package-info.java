/** A day's work for the pictures, played before anybody looks under a clock that is moved, and going on afterwards. */
@NullMarked
package dev.asyncgate.app.past;

import org.jspecify.annotations.NullMarked;
