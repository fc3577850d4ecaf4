/** JSON as a tree that opens as far as one looks, for every place that shows a payload, a result or a body. */
@NullMarked
package dev.asyncgate.app.json;

import org.jspecify.annotations.NullMarked;
