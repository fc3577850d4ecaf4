@NullMarked
package dev.asyncgate.app.preferences;

import org.jspecify.annotations.NullMarked;
