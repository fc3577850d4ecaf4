/** The promises of the embedded server, each tried on real processes. */
@NullMarked
package dev.asyncgate.database.embedded;

import org.jspecify.annotations.NullMarked;
