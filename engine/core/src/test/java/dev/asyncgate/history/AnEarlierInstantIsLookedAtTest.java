package dev.asyncgate.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.history.TaskAsOf.Answer;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.LeaseEnd;
import dev.asyncgate.lease.LeaseSpan;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the lists, the steps and the timeline of an earlier instant promise beside being right, which a property shows. */
class AnEarlierInstantIsLookedAtTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final TestGate gate = TestGate.open();
    private final Worker worker = gate.worker("gpu-7");
    private final Instant start = gate.clock.instant();

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void stepsLeadFromEventToEventAndBack() {
        UUID task = gate.create("report.render");
        gate.clock.advance(MINUTE);
        UUID lease = gate.claim(worker).leaseId();
        gate.clock.advance(MINUTE);
        worker.complete(task, lease, TestGate.located());
        gate.clock.advance(MINUTE);
        gate.gate
                .operator(gate.tenant, Principal.of(PrincipalKind.HUMAN, "ada"))
                .pauseType("report.render", "a fault");
        gate.clock.advance(MINUTE);
        assertThatThrownBy(() ->
                        worker.complete(task, lease, new dev.asyncgate.task.Completion(Json.emptyObject(), null, null)))
                .isInstanceOf(GateException.class);
        gate.clock.advance(MINUTE);

        List<String> forwards = new ArrayList<>();
        Instant at = start.minusSeconds(1);
        Optional<NearestEvent.Event> next = gate.inspector.asOf(at).next(NearestEvent.Kind.ANY);
        while (next.isPresent()) {
            forwards.add(next.get().what() + " "
                    + Duration.between(start, next.get().at()).toMinutes());
            next = gate.inspector.asOf(next.get().at()).next(NearestEvent.Kind.ANY);
        }
        assertThat(forwards)
                .containsExactly("task.assigned 0", "task.accepted 1", "task.completed 2", "pauseType 3", "complete 4");

        List<String> backwards = new ArrayList<>();
        Optional<NearestEvent.Event> before =
                gate.inspector.asOf(gate.clock.instant()).previous(NearestEvent.Kind.ANY);
        while (before.isPresent()) {
            backwards.add(before.get().what());
            before = gate.inspector.asOf(before.get().at()).previous(NearestEvent.Kind.ANY);
        }
        assertThat(backwards)
                .containsExactly("complete", "pauseType", "task.completed", "task.accepted", "task.assigned");
    }

    @Test
    void stepsFromEndToEndOfALeasePassOverTheRest() {
        gate.create("a");
        gate.clock.advance(MINUTE);
        var claimed = gate.claim(worker);
        worker.startTask(claimed.taskId(), claimed.leaseId());
        gate.clock.advance(MINUTE);
        worker.releaseLease(claimed.taskId(), claimed.leaseId(), null);
        assertThat(gate.inspector.asOf(start).next(NearestEvent.Kind.LEASE_END))
                .get()
                .satisfies(event -> {
                    assertThat(event.what()).isEqualTo("lease.released");
                    assertThat(event.by()).isEqualTo("gpu-7");
                    assertThat(event.taskType()).isEqualTo("a");
                    assertThat(event.refused()).isFalse();
                });
        assertThat(gate.inspector.asOf(gate.clock.instant()).next(NearestEvent.Kind.LEASE_END))
                .isEmpty();
    }

    @Test
    void aLeaseThatWasHeldForDaysBecauseNobodySweptIsThere() {
        UUID task = gate.create("a");
        UUID lease = gate.claim(worker).leaseId();
        gate.clock.advance(Duration.ofDays(2));
        gate.gate.expireLeases(gate.tenant);
        Instant between = start.plus(Duration.ofDays(1));
        assertThat(gate.inspector.asOf(between).liveLeases(10, null).leases())
                .extracting(LeaseThen::leaseId)
                .containsExactly(lease);
        FiguresAsOf.Figures figures = gate.inspector.asOf(between).figures();
        assertThat(figures.tasks()).containsEntry(TaskStatus.LEASED, 1L).containsEntry(TaskStatus.QUEUED, 0L);
        assertThat(figures.endedSince()).containsEntry(LeaseEnd.EXPIRED, 1L);
        assertThat(gate.inspector.asOf(between).task(task))
                .isInstanceOfSatisfying(
                        Answer.Known.class,
                        known -> assertThat(known.task().status()).isEqualTo(TaskStatus.LEASED));
    }

    @Test
    void theTimelineOfThenKnowsNothingOfWhatCameLater() {
        UUID task = gate.create("a");
        UUID lease = gate.claim(worker).leaseId();
        gate.clock.advance(MINUTE);
        Instant then = gate.clock.instant();
        worker.renewLease(task, lease, Duration.ofMinutes(10));
        worker.startTask(task, lease);
        gate.clock.advance(MINUTE);
        worker.complete(task, lease, TestGate.located());
        gate.clock.advance(MINUTE);
        gate.create("a");
        gate.claim(worker);

        Instant justBefore = then.minusMillis(1);
        List<LeaseSpan> leases =
                gate.inspector.asOf(justBefore).leases(start, 10).leases();
        assertThat(leases).hasSize(1);
        LeaseSpan span = leases.getFirst();
        assertThat(span.isLive()).isTrue();
        assertThat(span.startedAt()).isNull();
        assertThat(span.renewals()).isEmpty();
        assertThat(span.expiresAt()).isEqualTo(start.plus(span.ttl()));
        assertThat(gate.inspector
                        .asOf(then)
                        .leases(start, 10)
                        .leases()
                        .getFirst()
                        .renewals())
                .hasSize(1);
        assertThat(gate.inspector
                        .asOf(start.minusMillis(1))
                        .leases(start.minusSeconds(60), 10)
                        .leases())
                .isEmpty();
    }

    @Test
    void aStateIsFoundThroughAllPages() {
        List<UUID> queued = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            queued.addFirst(gate.create("wanted"));
            gate.clock.advance(Duration.ofSeconds(1));
            gate.tasker.cancelTask(gate.create("other"), null);
        }
        Instant then = gate.clock.instant();
        gate.clock.advance(MINUTE);
        queued.forEach(task -> gate.tasker.cancelTask(task, null));

        TasksAsOf.Page first = gate.inspector.asOf(then).tasks(Set.of(TaskStatus.QUEUED), 3, null);
        TasksAsOf.Page second = gate.inspector.asOf(then).tasks(Set.of(TaskStatus.QUEUED), 3, first.next());
        List<TaskThen> found = new ArrayList<>(first.tasks());
        found.addAll(second.tasks());
        assertThat(found).extracting(TaskThen::taskId).containsExactlyElementsOf(queued);
        assertThat(found).allMatch(TaskThen::hasChangedSince);
        assertThat(second.next()).isNull();
    }

    @Test
    void aTaskThatThereNeverWasIsNoneOfThePast() {
        UUID later = gate.create("a");
        assertThat(gate.inspector.asOf(start.minusSeconds(1)).task(later)).isEqualTo(new Answer.NotYet(start));
        assertThatThrownBy(() -> gate.inspector.asOf(start).task(UUID.randomUUID()))
                .isInstanceOfSatisfying(
                        GateException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TASK_NOT_FOUND));
        assertThat(gate.inspector.historySpan().first()).isEqualTo(start);
        assertThat(gate.inspector.historySpan().archived()).isFalse();
    }
}
