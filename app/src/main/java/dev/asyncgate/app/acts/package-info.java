/** What a person does about something that is selected: offered, asked about where it cannot be undone, and told. */
@NullMarked
package dev.asyncgate.app.acts;

import org.jspecify.annotations.NullMarked;
