package dev.asyncgate.app.obligations;

import dev.asyncgate.app.theme.CheckMark;

/**
 * A line of what is known of an obligation, and by what.
 *
 * @param line what holds, what does not, or what has not happened
 * @param note what shows it
 */
record Evidence(CheckMark mark, String line, String note) {}
