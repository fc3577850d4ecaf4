/** Tests of the place Gateway. */
@NullMarked
package dev.asyncgate.app.gateway;

import org.jspecify.annotations.NullMarked;
