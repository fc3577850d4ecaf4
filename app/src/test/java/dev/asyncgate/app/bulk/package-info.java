/** What the package promises. */
@NullMarked
package dev.asyncgate.app.bulk;

import org.jspecify.annotations.NullMarked;
