/** What a gateway shows of its calls to whoever traces them. */
@NullMarked
package dev.asyncgate.gateway.tracing;

import org.jspecify.annotations.NullMarked;
