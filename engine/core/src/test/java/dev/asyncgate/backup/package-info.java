/** What a backup promises. */
@NullMarked
package dev.asyncgate.backup;

import org.jspecify.annotations.NullMarked;
