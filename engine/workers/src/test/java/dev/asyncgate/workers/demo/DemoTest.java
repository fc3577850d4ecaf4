package dev.asyncgate.workers.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.doctor.Activity;
import dev.asyncgate.doctor.Check;
import dev.asyncgate.engine.Eventually;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.LeaseEnd;
import dev.asyncgate.lease.LeaseSpan;
import dev.asyncgate.workers.RealGate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The demo uses the real engine as anybody would, and the engine keeps its promises under it. */
class DemoTest {

    private final Gate gate = RealGate.open();
    private final Inspector inspector = gate.inspector(Demo.TENANT);

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void aSteadyRunDischargesObligationsAndDelegates() throws InterruptedException {
        Instant since;
        try (Demo demo = Demo.start(gate, Scenario.STEADY, Speed.FASTEST, 7)) {
            since = demo.startedAt();
            Eventually.is(
                    "tasks are discharged, retried, failed, delegated and left open", Duration.ofSeconds(30), () -> {
                        Activity activity = inspector.activity(demo.startedAt());
                        return activity.discharged() > 20
                                && activity.retried() > 0
                                && activity.failed() > 0
                                && activity.delegated() > 2
                                && activity.unlocated() > 0;
                    });
            assertThat(demo.workers())
                    .hasSize(6)
                    .anySatisfy(worker -> assertThat(worker.ends().getOrDefault(LeaseEnd.COMPLETED, 0))
                            .isPositive());
        }
        assertInvariants(since);
        assertNoThreads();
    }

    @Test
    void whatACrashedWorkerLeavesIsDoneByAnotherAndItsLateResultIsRefused() throws InterruptedException {
        Instant since;
        try (Demo demo = Demo.start(gate, Scenario.CRASHING, Speed.FASTEST, 11)) {
            since = demo.startedAt();
            Eventually.is("a task was lost, taken over, and its late result refused", Duration.ofSeconds(60), () -> {
                Activity activity = inspector.activity(since);
                return activity.takenOver() > 0 && activity.refusals() > 0;
            });
            Eventually.is(
                    "a lost task is completed by somebody",
                    Duration.ofSeconds(30),
                    () -> lostAndRefused(since).stream().anyMatch(this::wasCompletedLater));
        }
        LeaseSpan lost = lostAndRefused(since).getFirst();
        assertThat(lost.lateAttempts()).allSatisfy(late -> {
            assertThat(late.operation()).isEqualTo("complete");
            assertThat(late.at()).isAfterOrEqualTo(lost.endedAt());
        });
        assertInvariants(since);
        assertNoThreads();
    }

    @Test
    void aKilledWorkerStaysDeadUntilItIsStartedAgain() throws InterruptedException {
        try (Demo demo = Demo.start(gate, Scenario.STEADY, Speed.NORMAL, 3)) {
            Eventually.is(
                    "etl-1 works",
                    Duration.ofSeconds(20),
                    () -> view(demo, "etl-1").state() == WorkerView.State.WORKING);
            demo.kill("etl-1");
            assertThat(view(demo, "etl-1").state()).isEqualTo(WorkerView.State.KILLED);
            assertThat(view(demo, "etl-1").holdsUntil()).isNotNull();
            Eventually.is(
                    "its lease has run out",
                    Duration.ofSeconds(20),
                    () -> view(demo, "etl-1").ends().containsKey(LeaseEnd.EXPIRED));
            assertThat(view(demo, "etl-1").isAlive()).isFalse();
            demo.startAgain("etl-1");
            assertThat(view(demo, "etl-1").isAlive()).isTrue();
        }
    }

    @Test
    void aFrozenWorkerThatWakesTooLateIsRefused() throws InterruptedException {
        try (Demo demo = Demo.start(gate, Scenario.STEADY, Speed.NORMAL, 3)) {
            Eventually.is(
                    "etl-1 works",
                    Duration.ofSeconds(20),
                    () -> view(demo, "etl-1").state() == WorkerView.State.WORKING);
            demo.freeze("etl-1");
            assertThat(view(demo, "etl-1").state()).isEqualTo(WorkerView.State.FROZEN);
            Eventually.is(
                    "its lease has expired",
                    Duration.ofSeconds(20),
                    () -> leasesOf("etl-1", demo.startedAt()).anyMatch(lease -> lease.endReason() == LeaseEnd.EXPIRED));
            demo.thaw("etl-1");
            Eventually.is(
                    "it handed in its result and was refused",
                    Duration.ofSeconds(5),
                    () -> leasesOf("etl-1", demo.startedAt())
                            .anyMatch(lease -> !lease.lateAttempts().isEmpty()));
            Eventually.is(
                    "it goes on",
                    Duration.ofSeconds(5),
                    () -> view(demo, "etl-1").isAlive());
        }
    }

    @Test
    void aFrozenWorkerThatWakesInTimeHandsInItsResult() throws InterruptedException {
        try (Demo demo = Demo.start(gate, Scenario.STEADY, Speed.NORMAL, 3)) {
            Eventually.is(
                    "etl-1 works",
                    Duration.ofSeconds(20),
                    () -> view(demo, "etl-1").state() == WorkerView.State.WORKING);
            demo.freeze("etl-1");
            demo.thaw("etl-1");
            Eventually.is(
                    "its lease ended well",
                    Duration.ofSeconds(5),
                    () -> leasesOf("etl-1", demo.startedAt())
                            .anyMatch(lease -> lease.endReason() == LeaseEnd.COMPLETED));
        }
    }

    private Stream<LeaseSpan> leasesOf(String worker, Instant since) {
        return inspector.leases(since, since.plusSeconds(600), 5000).leases().stream()
                .filter(lease ->
                        lease.workerId().equals(worker) && !lease.acquiredAt().isBefore(since));
    }

    @Test
    void pausedItSubmitsNothing() throws InterruptedException {
        try (Demo demo = Demo.start(gate, Scenario.STEADY, Speed.FASTEST, 5)) {
            Eventually.is(
                    "tasks are there",
                    Duration.ofSeconds(5),
                    () -> inspector.activity(demo.startedAt()).tasks() > 0);
            demo.pause();
            Eventually.is(
                    "what was under way has ended",
                    Duration.ofSeconds(10),
                    () -> demo.workers().stream().allMatch(worker -> worker.state() == WorkerView.State.WAITING));
            long tasks = inspector.activity(demo.startedAt()).tasks();
            demo.setSpeed(Speed.NORMAL);
            assertThat(inspector.activity(demo.startedAt()).tasks()).isEqualTo(tasks);
            demo.resume();
            demo.setSpeed(Speed.FASTEST);
            Eventually.is(
                    "it goes on",
                    Duration.ofSeconds(10),
                    () -> inspector.activity(demo.startedAt()).tasks() > tasks);
        }
    }

    @Test
    void theSameSeedDrawsTheSameWork() {
        assertThat(draw(42)).isEqualTo(draw(42)).isNotEqualTo(draw(43));
    }

    @Test
    void workReadsBackAsItWasWritten() {
        var random = new Random(1);
        IntStream.range(0, 100)
                .mapToObj(n -> SimulatedWork.draw(Scenario.STEADY, random))
                .forEach(work -> assertThat(SimulatedWork.of(work.job().type(), work.payload(random)))
                        .isEqualTo(work));
        assertThat(SimulatedWork.of("made.up", Json.emptyObject()).ending()).isEqualTo(SimulatedWork.Ending.COMPLETE);
    }

    private static List<String> draw(long seed) {
        var random = new Random(seed);
        return IntStream.range(0, 20)
                .mapToObj(n -> SimulatedWork.draw(Scenario.STEADY, random)
                        .payload(random)
                        .text())
                .toList();
    }

    private List<LeaseSpan> lostAndRefused(Instant since) {
        return inspector.leases(since, since.plusSeconds(600), 5000).leases().stream()
                .filter(lease -> lease.endReason() == LeaseEnd.EXPIRED
                        && !lease.lateAttempts().isEmpty())
                .toList();
    }

    private boolean wasCompletedLater(LeaseSpan lost) {
        return inspector.leasesOfTask(lost.taskId()).stream()
                .anyMatch(lease -> lease.endReason() == LeaseEnd.COMPLETED
                        && lease.acquiredAt().isAfter(lost.acquiredAt()));
    }

    private static WorkerView view(Demo demo, String id) {
        return demo.workers().stream()
                .filter(worker -> worker.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private void assertInvariants(Instant since) {
        assertThat(inspector.checkInvariants(since)).hasSize(4).allMatch(Check::holds);
    }

    private static void assertNoThreads() {
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("asyncgate-worker-") || name.equals("asyncgate-demo"));
    }
}
