package dev.asyncgate.app.obligations;

import dev.asyncgate.receipt.ExplainedObligation;
import dev.asyncgate.receipt.ObligationCounts.Age;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A line of the list: an obligation, or the age that those below it have. */
sealed interface Line {

    UUID id();

    /** Those below it have been open this long. */
    record Heading(Age age) implements Line {
        @Override
        public UUID id() {
            return new UUID(0, age.name().hashCode());
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
