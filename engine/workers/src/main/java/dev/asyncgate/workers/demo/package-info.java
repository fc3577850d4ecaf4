/** The demo: simulated taskers and workers that use the real engine as anybody would. */
@NullMarked
package dev.asyncgate.workers.demo;

import org.jspecify.annotations.NullMarked;
