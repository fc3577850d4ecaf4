/** The place of the gateway: open it here, let callers in, and see what they called. */
@NullMarked
package dev.asyncgate.app.gateway;

import org.jspecify.annotations.NullMarked;
