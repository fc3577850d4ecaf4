@NullMarked
package dev.asyncgate.app.past;

import org.jspecify.annotations.NullMarked;
