package dev.asyncgate.app.demo;

import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Destination.ShowLease;
import dev.asyncgate.app.shell.Destination.ShowPlace;
import dev.asyncgate.app.shell.Destination.ShowReceipts;
import dev.asyncgate.app.shell.Destination.ShowTask;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.doctor.Activity;
import dev.asyncgate.lease.LeaseSpan;
import dev.asyncgate.workers.demo.Scenario;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Something worth looking at while a scenario plays: what is counted, and where it can be seen. */
enum LookLine {
    EXPIRED(Scenario.CRASHING, PlaceId.LEASES),
    TAKEN_OVER(Scenario.CRASHING, PlaceId.TASKS),
    REFUSED(Scenario.CRASHING, PlaceId.LEASES),
    DISCHARGED(Scenario.CRASHING, PlaceId.RECEIPTS),
    RENEWED(Scenario.STEADY, PlaceId.LEASES),
    RETRIED(Scenario.STEADY, PlaceId.TASKS),
    DELEGATED(Scenario.STEADY, PlaceId.RECEIPTS),
    UNLOCATED(Scenario.STEADY, PlaceId.TASKS);

    private final Scenario scenario;
    private final PlaceId place;

    LookLine(Scenario scenario, PlaceId place) {
        this.scenario = scenario;
        this.place = place;
    }

    /** The lines of what plays, in order. */
    static List<LookLine> of(Set<Scenario> scenarios) {
        return Arrays.stream(values())
                .filter(line -> scenarios.contains(line.scenario))
                .toList();
    }

    /** The beginning of its text keys. */
    String textKey() {
        return "demo.look." + name().toLowerCase(Locale.ROOT);
    }

    PlaceId place() {
        return place;
    }

    long count(Activity activity) {
        return switch (this) {
            case EXPIRED -> activity.expired();
            case TAKEN_OVER -> activity.takenOver();
            case REFUSED -> activity.refusals();
            case DISCHARGED -> activity.discharged();
            case RENEWED -> activity.renewals();
            case RETRIED -> activity.retried();
            case DELEGATED -> activity.delegated();
            case UNLOCATED -> activity.unlocated();
        };
    }

    private @Nullable LeaseSpan example(Examples examples) {
        return switch (this) {
            case EXPIRED -> examples.expired();
            case TAKEN_OVER -> examples.takenOver();
            case REFUSED -> examples.refused();
            case DISCHARGED -> examples.completed();
            case RENEWED -> examples.renewed();
            case RETRIED -> examples.retried();
            case DELEGATED -> examples.delegating();
            case UNLOCATED -> null;
        };
    }

    /** The newest example, or the place as it is when there was none lately. */
    Destination destination(Examples examples) {
        LeaseSpan lease = example(examples);
        if (lease == null) {
            return new ShowPlace(place);
        }
        return switch (place) {
            case TASKS -> new ShowTask(lease.taskId());
            case LEASES -> new ShowLease(lease.leaseId(), lease.taskId());
            case RECEIPTS -> new ShowReceipts(lease.taskId());
            case SUBMIT, DEMO -> new ShowPlace(place);
        };
    }
}
