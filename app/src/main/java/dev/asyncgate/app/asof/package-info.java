/** The place that shows how everything stood at an earlier instant: one slider, four lists of then, and the difference to now. */
@NullMarked
package dev.asyncgate.app.asof;

import org.jspecify.annotations.NullMarked;
