/** The way to PostgreSQL: pool, transactions, migration and the change feed. */
@NullMarked
package dev.asyncgate.database;

import org.jspecify.annotations.NullMarked;
