/** Tests of the place Obligations. */
@NullMarked
package dev.asyncgate.app.obligations;

import org.jspecify.annotations.NullMarked;
