package dev.asyncgate.app.demo;

import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Destination.ShowLease;
import dev.asyncgate.app.shell.Destination.ShowPlace;
import dev.asyncgate.app.shell.Destination.ShowReceipts;
import dev.asyncgate.app.shell.Destination.ShowTask;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.lease.LeaseSpan;
import dev.asyncgate.task.TaskStatus;
import dev.asyncgate.workers.demo.Scenario;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Something worth looking at while a scenario plays: what is counted, and where it can be seen. */
enum LookLine {
    EXPIRED(PlaceId.LEASES),
    TAKEN_OVER(PlaceId.TASKS),
    REFUSED(PlaceId.LEASES),
    DISCHARGED(PlaceId.RECEIPTS),
    RENEWED(PlaceId.LEASES),
    RETRIED(PlaceId.TASKS),
    FAILED(PlaceId.TASKS),
    DELEGATED(PlaceId.RECEIPTS),
    UNLOCATED(PlaceId.TASKS),
    COMPLETED(PlaceId.LEASES),
    SUBMITTED(PlaceId.TASKS),
    WAITING(PlaceId.TASKS),
    CLAIMED(PlaceId.LEASES),
    OPEN(PlaceId.RECEIPTS),
    /** These are counted among the leases of the last minutes. */
    SPENT(PlaceId.LEASES),
    GIVEN_BACK(PlaceId.LEASES),
    RECOVERED(PlaceId.TASKS),
    FLOWED_BACK(PlaceId.RECEIPTS),
    STORM(PlaceId.LEASES);

    private static final int MOST = 8;

    private final PlaceId place;

    LookLine(PlaceId place) {
        this.place = place;
    }

    /** The lines of what plays, in order, each once; no more than can be taken in. */
    static List<LookLine> of(Set<Scenario> scenarios) {
        return scenarios.stream()
                .sorted()
                .flatMap(scenario -> of(scenario).stream())
                .distinct()
                .limit(MOST)
                .toList();
    }

    private static List<LookLine> of(Scenario scenario) {
        return switch (scenario) {
            case STEADY -> List.of(RENEWED, RETRIED, DELEGATED, UNLOCATED);
            case BURST -> List.of(SUBMITTED, WAITING, CLAIMED, DISCHARGED);
            case CRASHING -> List.of(EXPIRED, TAKEN_OVER, REFUSED, DISCHARGED);
            case HOARDING -> List.of(SPENT, GIVEN_BACK, EXPIRED, REFUSED);
            case FLAKY -> List.of(RETRIED, RECOVERED, FAILED, DISCHARGED);
            case UNLOCATABLE -> List.of(COMPLETED, UNLOCATED, OPEN, DISCHARGED);
            case DELEGATION_TREE -> List.of(DELEGATED, RENEWED, FLOWED_BACK, DISCHARGED);
            case EXPIRY_STORM -> List.of(STORM, EXPIRED, TAKEN_OVER, DISCHARGED);
        };
    }

    /** The beginning of its text keys. */
    String textKey() {
        return "demo.look." + name().toLowerCase(Locale.ROOT);
    }

    PlaceId place() {
        return place;
    }

    long count(DemoReading reading) {
        return switch (this) {
            case EXPIRED -> reading.activity().expired();
            case TAKEN_OVER -> reading.activity().takenOver();
            case REFUSED -> reading.activity().refusals();
            case DISCHARGED -> reading.activity().discharged();
            case RENEWED -> reading.activity().renewals();
            case RETRIED -> reading.activity().retried();
            case FAILED -> reading.activity().failed();
            case DELEGATED -> reading.activity().delegated();
            case UNLOCATED -> reading.activity().unlocated();
            case COMPLETED -> reading.activity().completed();
            case SUBMITTED -> reading.activity().tasks();
            case CLAIMED -> reading.activity().leases();
            case WAITING -> reading.tasks().getOrDefault(TaskStatus.QUEUED, 0L);
            case OPEN -> reading.openObligations();
            case SPENT, GIVEN_BACK, RECOVERED, FLOWED_BACK, STORM ->
                reading.examples().count(this);
        };
    }

    /** The newest example, or the place as it is when there was none lately. */
    Destination destination(Examples examples) {
        LeaseSpan lease = examples.newest(this);
        if (lease == null) {
            return new ShowPlace(place);
        }
        return switch (place) {
            case TASKS -> new ShowTask(lease.taskId());
            case LEASES -> new ShowLease(lease.leaseId(), lease.taskId());
            case RECEIPTS -> new ShowReceipts(lease.taskId());
            default -> new ShowPlace(place);
        };
    }
}
