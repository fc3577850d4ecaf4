/** What is done to many tasks at once: looked at, confirmed, followed, stopped, undone. */
@NullMarked
package dev.asyncgate.app.bulk;

import org.jspecify.annotations.NullMarked;
