package dev.asyncgate.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;

/** Invariant 6: of racing terminal operations exactly one wins; the others get an error and leave no receipt. */
class TerminalIsFinalTest {

    private final TestGate gate = TestGate.open();

    @AfterEach
    void close() {
        gate.close();
    }

    @RepeatedTest(20)
    void ofRacingEndsExactlyOneWins() throws Exception {
        UUID task = gate.create("unit");
        Worker worker = gate.worker("w");
        UUID lease = gate.claim(worker).leaseId();
        List<Callable<Boolean>> ends = List.of(
                () -> wins(() -> worker.complete(task, lease, TestGate.located())),
                () -> wins(() -> worker.fail(task, lease, Json.emptyObject(), false)),
                () -> gate.tasker.cancelTask(task, null).ok());
        List<Boolean> won = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            for (Future<Boolean> end : threads.invokeAll(ends)) {
                won.add(end.get());
            }
        }

        assertThat(won).containsOnlyOnce(true);
        assertThat(gate.receiptTypes(task)).hasSize(4).endsWith("task.result_ready");
        try (Connection connection = TestGate.connect()) {
            LedgerAssert.assertSound(Ledger.read(connection, gate.tenant));
        }
    }

    private static boolean wins(Runnable end) {
        try {
            end.run();
            return true;
        } catch (GateException e) {
            return false;
        }
    }
}
