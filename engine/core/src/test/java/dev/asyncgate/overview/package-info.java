@NullMarked
package dev.asyncgate.overview;

import org.jspecify.annotations.NullMarked;
