/** The kit of a worker: claim, start, keep the lease, report; over HTTP and in process alike. */
@NullMarked
package dev.asyncgate.workers;

import org.jspecify.annotations.NullMarked;
