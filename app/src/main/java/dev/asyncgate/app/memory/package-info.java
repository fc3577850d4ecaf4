/** What the console remembers from one start to the next. */
@NullMarked
package dev.asyncgate.app.memory;

import org.jspecify.annotations.NullMarked;
