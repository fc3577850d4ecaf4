@NullMarked
package dev.asyncgate.app.log;

import org.jspecify.annotations.NullMarked;
