@NullMarked
package dev.asyncgate.gateway.tracing;

import org.jspecify.annotations.NullMarked;
