/** Lists that are read page by page: what they show, what waits, and the virtual table over them. */
@NullMarked
package dev.asyncgate.app.rows;

import org.jspecify.annotations.NullMarked;
