/** The place where the console is made one's own, and where each setting of the engine says where it came from. */
@NullMarked
package dev.asyncgate.app.preferences;

import org.jspecify.annotations.NullMarked;
