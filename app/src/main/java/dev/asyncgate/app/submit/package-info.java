/** The place where a task is written, checked while one types, kept as a draft, and submitted. */
@NullMarked
package dev.asyncgate.app.submit;

import org.jspecify.annotations.NullMarked;
