package dev.asyncgate.app.obligations;

import dev.asyncgate.principal.Principal;
import dev.asyncgate.receipt.ExplainedObligation;
import dev.asyncgate.receipt.ObligationCounts.Age;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A line of the list: an obligation, or what those below it have in common. */
sealed interface Line {

    UUID id();

    /** Those below it have been open this long. */
    record Heading(Age age) implements Line {
        @Override
        public UUID id() {
            return new UUID(0, age.name().hashCode());
        }
    }

    /** Those below it are owed to somebody, of whom so many are open. */
    record OfOwner(Principal owner, long open) implements Line {
        @Override
        public UUID id() {
            return UUID.nameUUIDFromBytes(owner.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Those below it are owed by tasks of a type, of which so many are open; empty for schedules. */
    record OfType(String type, long open) implements Line {
        @Override
        public UUID id() {
            return UUID.nameUUIDFromBytes(("type " + type).getBytes(StandardCharsets.UTF_8));
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
