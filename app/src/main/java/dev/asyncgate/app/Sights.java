package dev.asyncgate.app;

import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Destination.ShowLease;
import dev.asyncgate.app.shell.Destination.ShowObligation;
import dev.asyncgate.app.shell.Destination.ShowPlace;
import dev.asyncgate.app.shell.Destination.ShowReceipt;
import dev.asyncgate.app.shell.Destination.ShowSchedule;
import dev.asyncgate.app.shell.Destination.ShowTask;
import dev.asyncgate.app.shell.Destination.ShowWorker;
import dev.asyncgate.app.shell.Destination.SubmitTask;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.lease.LeaseEnd;
import dev.asyncgate.lease.LeaseSpan;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.receipt.GetLineage;
import dev.asyncgate.receipt.Lineage;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.receipt.ReceiptType;
import dev.asyncgate.receipt.Why;
import dev.asyncgate.schedule.ListSchedules;
import dev.asyncgate.schedule.Schedule;
import dev.asyncgate.task.TaskFilter;
import dev.asyncgate.task.TaskRow;
import dev.asyncgate.task.TaskSort;
import dev.asyncgate.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** What is worth a picture: each place with something selected that has a history. Reads from the database. */
final class Sights {

    private static final Duration BACK = Duration.ofHours(1);
    private static final int LEASES = 4000;
    private static final int TASKS = 200;
    private static final int RECEIPTS = 200;
    private static final int SCHEDULES = 50;
    private static final int COLUMNS = 4;

    /** So many of those that have waited longest are passed over: the next has somebody before it. */
    private static final int BEHIND = 5;

    private final List<PlaceId> places;
    private final Optional<LeaseSpan> lease;
    private final Optional<LeaseSpan> held;
    private final Optional<Lineage> tree;
    private final Optional<UUID> unproven;
    private final Optional<TaskRow> waiting;
    private final Optional<UUID> schedule;

    Sights(Inspector inspector, List<PlaceId> places) {
        this.places = places;
        Instant now = Instant.now();
        List<LeaseSpan> leases =
                inspector.leases(now.minus(BACK), now.plus(BACK), LEASES).leases();
        this.lease = leases.stream().max(Comparator.comparingInt(span -> interest(span, leases)));
        this.held = leases.stream().filter(LeaseSpan::isLive).max(Comparator.comparing(LeaseSpan::acquiredAt));
        var reports = new TaskFilter(Set.of(), List.of("report.*"), null, null, null, null);
        this.tree = inspector.listTasks(reports, TaskSort.NEWEST_FIRST, TASKS, null).tasks().stream()
                .map(TaskRow::taskId)
                .map(task -> inspector.lineage(task, GetLineage.Scope.TREE, RECEIPTS))
                .max(Comparator.comparingInt(Sights::interest));
        this.schedule =
                inspector.listSchedules(new ListSchedules.Filter(null, false), SCHEDULES, null).schedules().stream()
                        .map(Schedule::scheduleId)
                        .reduce((newer, older) -> older);
        this.unproven = unproven(inspector);
        var behindOthers = new TaskFilter(Set.of(TaskStatus.QUEUED), List.of("dataset.*"), null, null, null, null);
        this.waiting = Stream.of(behindOthers, TaskFilter.ALL.withStatuses(Set.of(TaskStatus.QUEUED)))
                .flatMap(filter -> inspector.listTasks(filter, TaskSort.OLDEST_FIRST, TASKS, null).tasks().stream())
                .skip(BEHIND)
                .findFirst();
    }

    /** The obligation that tells most: ended, and still open. */
    private static Optional<UUID> unproven(Inspector inspector) {
        List<UUID> open = inspector.openObligations(TASKS, null).obligations().stream()
                .map(Receipt::receiptId)
                .toList();
        return inspector.explainObligations(open).stream()
                .filter(it -> it.why() instanceof Why.Unproven)
                .map(it -> it.obligation().receiptId())
                .findFirst();
    }

    List<Destination> list() {
        return places.stream().map(this::destination).toList();
    }

    /** A task that can still be canceled, with the worker that holds it. */
    Optional<Destination> unfinished() {
        return held.map(it -> new ShowTask(it.taskId()));
    }

    /** A task that has waited long, behind others. */
    Optional<Destination> waiting() {
        return waiting.map(it -> new ShowTask(it.taskId()));
    }

    private Destination destination(PlaceId place) {
        return switch (place) {
            case TASKS ->
                lease.<Destination>map(it -> new ShowTask(it.taskId())).orElse(new ShowPlace(place));
            case LEASES ->
                lease.<Destination>map(it -> new ShowLease(it.leaseId(), it.taskId()))
                        .orElse(new ShowPlace(place));
            case RECEIPTS -> tree.flatMap(Sights::proof).orElse(new ShowPlace(place));
            case SUBMIT -> new SubmitTask(lease.map(LeaseSpan::taskId).orElse(null));
            case OBLIGATIONS -> unproven.<Destination>map(ShowObligation::new).orElse(new ShowPlace(place));
            case SCHEDULES -> schedule.<Destination>map(ShowSchedule::new).orElse(new ShowPlace(place));
            case WORKERS ->
                lease.<Destination>map(it -> new ShowWorker(worker(it))).orElse(new ShowPlace(place));
            default -> new ShowPlace(place);
        };
    }

    private static Principal worker(LeaseSpan lease) {
        return Principal.of(PrincipalKind.WORKER, lease.workerId());
    }

    /** The last completion that discharges something: the inspector shows what it proves. Else what came last. */
    private static Optional<Destination> proof(Lineage lineage) {
        return lineage.receipts().stream()
                .filter(receipt -> receipt.type() == ReceiptType.TASK_COMPLETED
                        && receipt.parents().size() > 1)
                .max(Comparator.comparing(Receipt::createdAt))
                .or(() -> lineage.receipts().stream().max(Comparator.comparing(Receipt::createdAt)))
                .map(receipt -> new ShowReceipt(
                        receipt.receiptId(), lineage.tasks().getFirst().taskId()));
    }

    /** As many tasks as fit beside each other, then as many receipts as possible. */
    private static int interest(Lineage lineage) {
        int columns = lineage.tasks().size();
        return (columns <= COLUMNS ? columns : COLUMNS - 1) * RECEIPTS
                + lineage.receipts().size();
    }

    /** A lease that ran out tells most when its holder came back late and the task went on elsewhere. */
    private static int interest(LeaseSpan span, List<LeaseSpan> all) {
        long siblings = all.stream()
                .filter(other -> other.taskId().equals(span.taskId()))
                .count();
        int expired = span.endReason() == LeaseEnd.EXPIRED ? 4 : 0;
        return expired + (int) siblings * 2 + span.lateAttempts().size() * 4;
    }
}
