/** JSON as the engine keeps and hashes it: exact numbers, strict limits, one canonical form. */
@NullMarked
package dev.asyncgate.json;

import org.jspecify.annotations.NullMarked;
