/** Tests of the way to PostgreSQL, and the server that all tests share. */
@NullMarked
package dev.asyncgate.database;

import org.jspecify.annotations.NullMarked;
