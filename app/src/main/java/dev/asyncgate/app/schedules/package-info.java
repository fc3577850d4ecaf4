/** The place of schedules: when each runs next, how its last runs went, and who fires them. */
@NullMarked
package dev.asyncgate.app.schedules;

import org.jspecify.annotations.NullMarked;
