/** Tests of the lists that are written to files. */
@NullMarked
package dev.asyncgate.app.export;

import org.jspecify.annotations.NullMarked;
