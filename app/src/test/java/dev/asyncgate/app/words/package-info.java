@NullMarked
package dev.asyncgate.app.words;

import org.jspecify.annotations.NullMarked;
