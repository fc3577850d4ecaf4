/** How the console is measured: the frames of the toolkit, and how long its thread is held. */
@NullMarked
package dev.asyncgate.app.bench;

import org.jspecify.annotations.NullMarked;
