/** How things stood at an earlier instant, rebuilt from what was written then: one file for each question. */
@NullMarked
package dev.asyncgate.history;

import org.jspecify.annotations.NullMarked;
