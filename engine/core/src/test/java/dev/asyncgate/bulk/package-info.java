@NullMarked
package dev.asyncgate.bulk;

import org.jspecify.annotations.NullMarked;
