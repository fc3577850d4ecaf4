/** Tests of the place Schedules. */
@NullMarked
package dev.asyncgate.app.schedules;

import org.jspecify.annotations.NullMarked;
