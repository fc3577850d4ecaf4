/** The calls over HTTP: paths, bodies, status codes, and the document that describes them. */
@NullMarked
package dev.asyncgate.gateway.rest;

import org.jspecify.annotations.NullMarked;
