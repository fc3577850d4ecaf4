/** The PostgreSQL that comes along: unpacked, initialised, shared between programs and stopped by the last of them. */
@NullMarked
package dev.asyncgate.database.embedded;

import org.jspecify.annotations.NullMarked;
