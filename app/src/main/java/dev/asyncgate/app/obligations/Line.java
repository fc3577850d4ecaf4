package dev.asyncgate.app.obligations;

import dev.asyncgate.principal.Principal;
import dev.asyncgate.receipt.ExplainedObligation;
import dev.asyncgate.receipt.ObligationCounts.Age;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A line of the list: an obligation, or what those below it have in common. */
sealed interface Line {

    UUID id();

    /** What those below it have in common; it can be folded. */
    sealed interface Group extends Line {

        /** What tells it from all other headings, always. */
        String key();

        @Override
        default UUID id() {
            return UUID.nameUUIDFromBytes(key().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Those below it have been open this long. */
    record Heading(Age age) implements Group {
        @Override
        public String key() {
            return "age " + age;
        }
    }

    /** Those below it are owed to somebody, of whom so many are open. */
    record OfOwner(Principal owner, long open) implements Group {
        @Override
        public String key() {
            return "owner " + owner;
        }
    }

    /** Those below it are owed by tasks of a type, of which so many are open; empty for schedules. */
    record OfType(String type, long open) implements Group {

        private static final String KEY = "type ";

        @Override
        public String key() {
            return KEY + type;
        }

        /** The types among the keys of headings. */
        static List<String> among(Collection<String> keys) {
            return keys.stream()
                    .filter(key -> key.startsWith(KEY))
                    .map(key -> key.substring(KEY.length()))
                    .toList();
        }
    }

    /** So many more are open, which are too many to be listed like those above. */
    record Others(long open) implements Line {
        @Override
        public UUID id() {
            return new UUID(0, 0);
        }
    }

    record Owed(ExplainedObligation explained) implements Line {
        @Override
        public UUID id() {
            return explained.obligation().receiptId();
        }
    }

    /** The oldest first, with a heading above the first of each age; of a later page that may be one that is known. */
    static List<Line> of(List<ExplainedObligation> oldestFirst, Instant now) {
        var lines = new ArrayList<Line>();
        @Nullable Age last = null;
        for (ExplainedObligation each : oldestFirst) {
            Age age = Age.of(Duration.between(each.obligation().createdAt(), now));
            if (age != last) {
                lines.add(new Heading(age));
                last = age;
            }
            lines.add(new Owed(each));
        }
        return lines;
    }
}
