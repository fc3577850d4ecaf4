/** The place of who works: what each holds, how its leases ended, and what waits for whom. */
@NullMarked
package dev.asyncgate.app.workers;

import org.jspecify.annotations.NullMarked;
