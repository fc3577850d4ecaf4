/** Tests of the place Doctor. */
@NullMarked
package dev.asyncgate.app.doctor;

import org.jspecify.annotations.NullMarked;
