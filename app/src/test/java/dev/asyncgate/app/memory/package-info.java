@NullMarked
package dev.asyncgate.app.memory;

import org.jspecify.annotations.NullMarked;
