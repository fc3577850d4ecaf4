/** Tests of the place Audit. */
@NullMarked
package dev.asyncgate.app.audit;

import org.jspecify.annotations.NullMarked;
