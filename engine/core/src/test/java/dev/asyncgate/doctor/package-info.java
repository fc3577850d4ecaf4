/** Promises about this room. */
@NullMarked
package dev.asyncgate.doctor;

import org.jspecify.annotations.NullMarked;
