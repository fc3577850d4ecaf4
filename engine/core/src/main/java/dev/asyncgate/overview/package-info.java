/** How a tenant stands and how it went lately, in one reading that costs the same whatever has happened before. */
@NullMarked
package dev.asyncgate.overview;

import org.jspecify.annotations.NullMarked;
