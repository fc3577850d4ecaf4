/** What goes when it has been kept long enough, and the archive that it goes to first. */
@NullMarked
package dev.asyncgate.retention;

import org.jspecify.annotations.NullMarked;
