/** A consistent logical archive of a schema in one file, written and read without PostgreSQL's own programs. */
@NullMarked
package dev.asyncgate.backup;

import org.jspecify.annotations.NullMarked;
