/** What those who watch a gate are told. */
@NullMarked
package dev.asyncgate.gateway.metrics;

import org.jspecify.annotations.NullMarked;
