/** Tests of the lists that are read page by page. */
@NullMarked
package dev.asyncgate.app.rows;

import org.jspecify.annotations.NullMarked;
