/** Why a task is not running: each reason with the rows that show it. */
@NullMarked
package dev.asyncgate.why;

import org.jspecify.annotations.NullMarked;
