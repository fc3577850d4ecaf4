/** The gateway as its owner sees it: opened on an engine, closed again. */
@NullMarked
package dev.asyncgate.gateway;

import org.jspecify.annotations.NullMarked;
