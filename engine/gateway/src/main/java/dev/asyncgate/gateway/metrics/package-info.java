/** What the gateway and the engine count, for whoever watches them. */
@NullMarked
package dev.asyncgate.gateway.metrics;

import org.jspecify.annotations.NullMarked;
