@NullMarked
package dev.asyncgate.history;

import org.jspecify.annotations.NullMarked;
