/** What the package promises. */
@NullMarked
package dev.asyncgate.app.tasks;

import org.jspecify.annotations.NullMarked;
