/** Tests of the place Anomalies. */
@NullMarked
package dev.asyncgate.app.anomalies;

import org.jspecify.annotations.NullMarked;
