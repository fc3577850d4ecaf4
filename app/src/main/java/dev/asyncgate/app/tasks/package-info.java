/** The list of tasks with its query, and what is known of the task selected in it. */
@NullMarked
package dev.asyncgate.app.tasks;

import org.jspecify.annotations.NullMarked;
