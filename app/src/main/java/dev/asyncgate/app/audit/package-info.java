/** The place that says who did what, from where, and what was refused. */
@NullMarked
package dev.asyncgate.app.audit;

import org.jspecify.annotations.NullMarked;
