/** Random requests, made from the gateway's own OpenAPI document. */
@NullMarked
package dev.asyncgate.gateway.fuzz;

import org.jspecify.annotations.NullMarked;
