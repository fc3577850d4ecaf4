package dev.asyncgate.app.obligations;

import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.theme.CheckMark;
import java.util.List;
import java.util.UUID;

/**
 * A line of what is known of an obligation, and by what.
 *
 * @param line what holds, what does not, or what has not happened
 * @param note what shows it
 * @param ways where the ids in the note lead
 */
record Evidence(CheckMark mark, String line, String note, List<Way> ways) {

    Evidence {
        ways = List.copyOf(ways);
    }

    /** An id, which the note says short, and what it is of. */
    record Way(UUID id, Destination to) {}
}
