/** Tests of the place Workers. */
@NullMarked
package dev.asyncgate.app.workers;

import org.jspecify.annotations.NullMarked;
