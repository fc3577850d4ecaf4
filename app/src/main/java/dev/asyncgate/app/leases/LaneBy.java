package dev.asyncgate.app.leases;

import dev.asyncgate.app.words.ShortId;
import dev.asyncgate.lease.LeaseBuckets;
import dev.asyncgate.lease.LeaseSpan;
import java.util.Locale;

/** What the leases of one lane have in common. */
enum LaneBy {
    WORKER(LeaseBuckets.Lane.WORKER),
    TYPE(LeaseBuckets.Lane.TYPE),
    /** A lane for each would be as many as there are tasks: they are counted together. */
    TASK(LeaseBuckets.Lane.ALL);

    private final LeaseBuckets.Lane counted;

    LaneBy(LeaseBuckets.Lane counted) {
        this.counted = counted;
    }

    /** The same, for counting in the database. */
    LeaseBuckets.Lane counted() {
        return counted;
    }

    /** The lane that a lease belongs to. */
    String lane(LeaseSpan lease) {
        return switch (this) {
            case WORKER -> lease.workerId();
            case TYPE -> lease.type();
            case TASK -> lease.taskId().toString();
        };
    }

    /** How a lane is called where there is little room. */
    String shortName(String lane) {
        return this == TASK ? ShortId.of(lane) : lane;
    }

    /** In lower case, for keys of texts. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
