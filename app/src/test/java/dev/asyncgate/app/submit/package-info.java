/** Tests of the place where a task is submitted. */
@NullMarked
package dev.asyncgate.app.submit;

import org.jspecify.annotations.NullMarked;
