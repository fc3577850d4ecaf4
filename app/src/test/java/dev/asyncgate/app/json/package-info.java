/** What the package promises. */
@NullMarked
package dev.asyncgate.app.json;

import org.jspecify.annotations.NullMarked;
