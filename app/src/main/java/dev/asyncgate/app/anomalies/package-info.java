/** The place that lists what the engine found odd: what it means, and what to do. */
@NullMarked
package dev.asyncgate.app.anomalies;

import org.jspecify.annotations.NullMarked;
