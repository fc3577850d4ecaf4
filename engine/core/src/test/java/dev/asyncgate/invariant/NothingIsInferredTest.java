package dev.asyncgate.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.engine.Inspector;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.task.TaskFilter;
import dev.asyncgate.task.TaskSort;
import dev.asyncgate.task.TaskStatus;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Invariant 11: what a query returns is what the database holds, whoever put it there and whatever one might conclude. */
class NothingIsInferredTest {

    private final TestGate gate = TestGate.open();
    private final UUID task = gate.create("unit");
    private final Worker worker = gate.worker("w");

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void aLeaseThatHasRunOutIsLiveUntilTheSweepSaysOtherwise() {
        gate.claim(worker);
        gate.clock.advance(Duration.ofHours(1));

        assertThat(gate.tasker.getTask(task).status()).isEqualTo(TaskStatus.LEASED);
        assertThat(gate.inspector.leasesOfTask(task).getFirst().endReason()).isNull();
        gate.gate.expireLeases(gate.tenant);
        assertThat(gate.tasker.getTask(task).status()).isEqualTo(TaskStatus.QUEUED);
    }

    @Test
    void whatAnotherGateDidIsThereAtOnce() {
        try (TestGate other = TestGate.open()) {
            Inspector looking = other.gate.inspector(gate.tenant);
            assertThat(looking.getTask(task).status()).isEqualTo(TaskStatus.QUEUED);
            gate.claim(worker);
            assertThat(looking.getTask(task).status()).isEqualTo(TaskStatus.LEASED);
            assertThat(looking.listTasks(TaskFilter.ALL, TaskSort.NEWEST_FIRST, 10, null)
                            .tasks())
                    .singleElement()
                    .satisfies(row -> assertThat(row.status()).isEqualTo(TaskStatus.LEASED));
        }
    }
}
