package dev.asyncgate.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.task.NewTask;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkersAreSeenByTheirLeasesTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final TestGate gate = TestGate.open();
    private final Worker gpu = gate.worker("gpu-7");
    private final Worker etl = gate.worker("etl-1");

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void nobodyIsSeenWhereNobodyWorked() {
        assertThat(gate.inspector.workers(HOUR).workers()).isEmpty();
    }

    @Test
    void eachIsTheOneOfItsLeases() {
        UUID first = gate.create("report");
        gpu.complete(first, gate.claim(gpu).leaseId(), TestGate.located());
        UUID second = gate.create("report");
        gpu.fail(second, gate.claim(gpu).leaseId(), Json.parse("{\"why\":\"no ink\"}"), false);
        gate.create("extract");
        ClaimedTask held = gate.claim(etl);
        gate.clock.advance(Duration.ofSeconds(20));
        etl.renewLease(held.taskId(), held.leaseId(), null);

        SeenWorkers seen = gate.inspector.workers(HOUR);
        assertThat(seen.complete()).isTrue();
        assertThat(seen.workers()).extracting(it -> it.worker().id()).containsExactly("etl-1", "gpu-7");
        SeenWorker holding = seen.workers().getFirst();
        assertThat(holding.holds()).singleElement().satisfies(it -> {
            assertThat(it.taskId()).isEqualTo(held.taskId());
            assertThat(it.type()).isEqualTo("extract");
        });
        assertThat(holding.mostRenewals()).isEqualTo(1);
        assertThat(holding.seenAt()).as("when it renewed").isEqualTo(seen.at());
        SeenWorker idle = seen.workers().getLast();
        assertThat(idle.holds()).isEmpty();
        assertThat(idle.ended()).isEqualTo(Map.of(LeaseEnd.COMPLETED, 1, LeaseEnd.FAILED, 1));
        assertThat(idle.seenAt()).isBefore(seen.at());
    }

    @Test
    void whatEndedBeforeTheSpanIsNotCountedAndItsWorkerStillListed() {
        UUID task = gate.create("report");
        gpu.complete(task, gate.claim(gpu).leaseId(), TestGate.located());
        gate.clock.advance(Duration.ofHours(2));
        assertThat(gate.inspector.workers(HOUR).workers())
                .singleElement()
                .satisfies(it -> assertThat(it.leasesEnded()).isZero());
        gate.clock.advance(Duration.ofDays(1));
        assertThat(gate.inspector.workers(HOUR).workers()).isEmpty();
    }

    @Test
    void lateCallsAreCountedForWhoMadeThem() {
        gate.create("report");
        ClaimedTask claimed = gate.claim(gpu);
        gate.clock.advance(Duration.ofMinutes(3));
        gate.gate.expireLeases(gate.tenant);
        assertThatThrownBy(() -> gpu.complete(claimed.taskId(), claimed.leaseId(), TestGate.located()))
                .isInstanceOf(GateException.class);

        assertThat(gate.inspector.workers(HOUR).workers()).singleElement().satisfies(it -> {
            assertThat(it.lateAttempts()).isEqualTo(1);
            assertThat(it.ended()).isEqualTo(Map.of(LeaseEnd.EXPIRED, 1));
        });
        assertThat(gate.inspector.leasesOfWorker(principal("gpu-7"), 10))
                .singleElement()
                .satisfies(it -> assertThat(it.lateAttempts()).hasSize(1));
        assertThat(gate.inspector.leasesOfWorker(principal("etl-1"), 10)).isEmpty();
    }

    @Test
    void theNewestLeasesOfAWorkerAreReadOldestFirst() {
        for (int i = 0; i < 4; i++) {
            UUID task = gate.create("report");
            gpu.complete(task, gate.claim(gpu).leaseId(), TestGate.located());
            gate.clock.advance(Duration.ofSeconds(1));
        }
        UUID newest = gate.create("report");
        gate.claim(gpu);
        List<LeaseSpan> leases = gate.inspector.leasesOfWorker(principal("gpu-7"), 3);
        assertThat(leases)
                .hasSize(3)
                .isSortedAccordingTo((a, b) -> a.acquiredAt().compareTo(b.acquiredAt()));
        assertThat(leases.getLast().taskId()).isEqualTo(newest);
    }

    @Test
    void whatWaitsSaysWhatItAsksOfWorkers() {
        gate.create("report");
        gate.tasker.createTask(needing("embed", "gpu"));
        gate.tasker.createTask(needing("train", "gpu"));
        gate.gate.operator(gate.tenant, TestGate.PLANNER).pauseType("train", "no power");
        assertThat(gate.inspector.queuedDemand())
                .containsExactly(
                        new QueuedDemand(List.of("gpu"), List.of("embed", "train"), 1, 2),
                        new QueuedDemand(List.of(), List.of("report"), 0, 1));
    }

    private static NewTask needing(String type, String capability) {
        return NewTask.builder(type, Json.emptyObject())
                .requirements(List.of(capability), List.of())
                .build();
    }

    private static Principal principal(String workerId) {
        return Principal.of(PrincipalKind.WORKER, workerId);
    }
}
