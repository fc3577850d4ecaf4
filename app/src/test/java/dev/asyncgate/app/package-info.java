/** Tests of what the whole console promises. */
@NullMarked
package dev.asyncgate.app;

import org.jspecify.annotations.NullMarked;
