/** Profiles: which databases there are, how each is reached and guarded, and the way from one to another. */
@NullMarked
package dev.asyncgate.app.connections;

import org.jspecify.annotations.NullMarked;
