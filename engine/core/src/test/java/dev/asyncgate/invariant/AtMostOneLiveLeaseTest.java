package dev.asyncgate.invariant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.engine.TestGate;
import dev.asyncgate.lease.ClaimTasks;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Invariant 1: at most one active lease on a task, under any concurrency, crash or clock skew. */
class AtMostOneLiveLeaseTest {

    private final TestGate gate = TestGate.open();

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void ofManyClaimsAtOnceOneGetsTheTask() throws Exception {
        for (int round = 0; round < 20; round++) {
            gate.create("unit");
            assertThat(claimsAtOnce(8)).isEqualTo(1);
        }
    }

    private int claimsAtOnce(int workers) throws Exception {
        List<Callable<Integer>> claims = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            String id = "w" + i;
            claims.add(() -> gate.worker(id).leaseNext(ClaimTasks.Request.any()).size());
        }
        int got = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(workers)) {
            for (Future<Integer> claim : threads.invokeAll(claims)) {
                got += claim.get();
            }
        }
        return got;
    }

    @Test
    void anExpiredLeaseIsInTheWayUntilItIsSwept() {
        gate.create("unit");
        gate.claim(gate.worker("first"));
        gate.clock.advance(Duration.ofMinutes(3));

        assertThat(gate.worker("second").leaseNext(ClaimTasks.Request.any())).isEmpty();
    }

    @Test
    void aSessionWhoseClockIsBehindCannotTakeWhatIsHeld() {
        gate.create("unit");
        gate.claim(gate.worker("first"));
        gate.clock.advance(Duration.ofHours(-1));

        assertThat(gate.gate.expireLeases(gate.tenant)).isZero();
        assertThat(gate.worker("second").leaseNext(ClaimTasks.Request.any())).isEmpty();
    }

    @Test
    void handWrittenSqlCannotReplaceALease() {
        UUID task = gate.create("unit");
        gate.claim(gate.worker("first"));

        assertThatThrownBy(
                        () -> TestGate.sql("UPDATE open_tasks SET lease_id = new_id() WHERE task_id = '" + task + "'"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("cannot go from leased to leased");
    }
}
