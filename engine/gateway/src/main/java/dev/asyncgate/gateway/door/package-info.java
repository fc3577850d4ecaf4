/** What every request passes before anybody looks at its route: host, origin, rate, key, tenant. */
@NullMarked
package dev.asyncgate.gateway.door;

import org.jspecify.annotations.NullMarked;
