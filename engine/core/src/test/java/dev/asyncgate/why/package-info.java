@NullMarked
package dev.asyncgate.why;

import org.jspecify.annotations.NullMarked;
