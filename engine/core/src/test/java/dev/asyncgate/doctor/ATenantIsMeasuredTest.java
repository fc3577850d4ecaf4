package dev.asyncgate.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.task.TaskStatus;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever watches a tenant sees at one glance what waits, who works, what is owed and what has ended. */
class ATenantIsMeasuredTest {

    private final TestGate gate = TestGate.open();

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void openTasksAreCountedByTypeAndState() {
        gate.create("render");
        gate.create("render");
        gate.create("mail");
        gate.claim(gate.worker("w"));

        Measures measures = gate.inspector.measure();
        assertThat(measures.open())
                .extracting(Measures.OpenTasks::type, Measures.OpenTasks::status, Measures.OpenTasks::count)
                .containsExactlyInAnyOrder(
                        tuple("render", TaskStatus.QUEUED, 1L),
                        tuple("render", TaskStatus.LEASED, 1L),
                        tuple("mail", TaskStatus.QUEUED, 1L));
        assertThat(measures.openObligations()).isEqualTo(3);
    }

    @Test
    void whatHasEndedIsCountedByItsOutcome() {
        gate.create("render");
        Worker worker = gate.worker("w");
        ClaimedTask task = gate.claim(worker);
        worker.complete(task.taskId(), task.leaseId(), TestGate.located());

        Measures measures = gate.inspector.measure();
        assertThat(measures.count(TaskStatus.SUCCEEDED)).isOne();
        assertThat(measures.count(TaskStatus.QUEUED)).isZero();
        assertThat(measures.open()).isEmpty();
        assertThat(measures.openObligations()).isZero();
    }

    @Test
    void theAgeOfATypeIsThatOfItsOldestTaskThatCouldBeClaimed() {
        gate.create("render");
        gate.clock.advance(Duration.ofMinutes(5));
        gate.create("render");
        assertThat(age()).isEqualTo(Duration.ofMinutes(5));

        gate.claim(gate.worker("w"));
        assertThat(age()).isZero();
    }

    @Test
    void aPausedTypeHasNoAge() {
        gate.create("render");
        gate.clock.advance(Duration.ofMinutes(5));
        gate.gate.operator(gate.tenant, TestGate.PLANNER).pauseType("render", null);
        assertThat(gate.inspector.measure().open())
                .allSatisfy(tasks -> assertThat(tasks.oldestEligibleAt()).isNull());
    }

    @Test
    void aLeaseIsNearExpiryInItsLastFifth() {
        gate.create("render");
        gate.worker("w").leaseNext(new ClaimTasks.Request(List.of(), List.of(), 1, Duration.ofSeconds(100)));
        gate.clock.advance(Duration.ofSeconds(79));
        assertThat(nearExpiry()).isZero();
        gate.clock.advance(Duration.ofSeconds(2));
        assertThat(nearExpiry()).isOne();
    }

    @Test
    void typesBeyondTheLimitAreCountedTogether() {
        IntStream.range(0, MeasureTenant.MOST_TYPES + 7).forEach(i -> gate.create("type-" + i));
        gate.create("busy");
        gate.create("busy");

        Measures measures = gate.inspector.measure();
        assertThat(measures.open()).hasSize(MeasureTenant.MOST_TYPES + 1);
        assertThat(measures.open())
                .filteredOn(tasks -> tasks.type().equals("busy"))
                .singleElement()
                .extracting(Measures.OpenTasks::count)
                .isEqualTo(2L);
        assertThat(measures.open())
                .filteredOn(tasks -> tasks.type().equals(Measures.OTHER_TYPES))
                .singleElement()
                .extracting(Measures.OpenTasks::count)
                .isEqualTo(8L);
    }

    private Duration age() {
        return gate.inspector.measure().oldestEligibleAge();
    }

    private long nearExpiry() {
        return gate.inspector.measure().nearExpiry();
    }
}
