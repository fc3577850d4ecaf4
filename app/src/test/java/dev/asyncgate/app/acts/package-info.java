/** Tests of what a person does about a selection. */
@NullMarked
package dev.asyncgate.app.acts;

import org.jspecify.annotations.NullMarked;
