/** Everything that can be configured: each value, where it came from and what is allowed. */
@NullMarked
package dev.asyncgate.settings;

import org.jspecify.annotations.NullMarked;
