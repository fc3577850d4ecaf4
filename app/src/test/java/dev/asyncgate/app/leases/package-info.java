/** The promises of the timeline of leases. */
@NullMarked
package dev.asyncgate.app.leases;

import org.jspecify.annotations.NullMarked;
