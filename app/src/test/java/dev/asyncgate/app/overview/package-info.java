@NullMarked
package dev.asyncgate.app.overview;

import org.jspecify.annotations.NullMarked;
