/** The place that asks every invariant of the live data, names what breaks it, and says what to do. */
@NullMarked
package dev.asyncgate.app.doctor;

import org.jspecify.annotations.NullMarked;
