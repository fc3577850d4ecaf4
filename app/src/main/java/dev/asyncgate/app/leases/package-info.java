/** The timeline of leases: who held what, until when, and how it ended. */
@NullMarked
package dev.asyncgate.app.leases;

import org.jspecify.annotations.NullMarked;
