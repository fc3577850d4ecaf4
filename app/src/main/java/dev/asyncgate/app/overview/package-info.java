/** The place that says at one glance how everything stands, and where somebody should look. */
@NullMarked
package dev.asyncgate.app.overview;

import org.jspecify.annotations.NullMarked;
