/** The demo: scenarios with simulated workers on the real engine, and what to look at while they run. */
@NullMarked
package dev.asyncgate.app.demo;

import org.jspecify.annotations.NullMarked;
