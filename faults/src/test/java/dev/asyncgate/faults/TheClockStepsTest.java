package dev.asyncgate.faults;

import dev.asyncgate.database.TestServer;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.error.GateException;
import dev.asyncgate.invariant.Acknowledged;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The database's clock jumps forward over every lease's end, and back behind every lease's beginning, under load. */
@Fault
class TheClockStepsTest {

    private static final int STEPS = 8;

    private final Random random = Seed.of(this);
    private final Acknowledged acknowledged = new Acknowledged();
    private final AtomicBoolean running = new AtomicBoolean(true);

    @Test
    void forwardAndBackward() throws Exception {
        try (TestGate gate = TestGate.open()) {
            Thread clock = Thread.ofPlatform().start(() -> goOn(gate));
            Proof proof = new Proof(TestServer.address(), gate.tenant);
            try (Load load =
                    Load.on(gate.gate, gate.tenant, acknowledged, random).start(2, 3)) {
                for (int step = 0; step < STEPS; step++) {
                    load.awaitMore(random.nextInt(20, 80), Duration.ofSeconds(30));
                    Duration by = Duration.ofMillis(random.nextLong(1, 7_200_000));
                    gate.clock.advance(step % 2 == 0 ? by : by.negated());
                }
                load.awaitMore(100, Duration.ofSeconds(30));
                load.finishCreating(Duration.ofSeconds(30));
                gate.clock.advance(Duration.ofDays(1));
                proof.awaitAllEnded(Duration.ofSeconds(60));
            } finally {
                running.set(false);
                clock.join();
            }
            proof.assertHolds(acknowledged, gate.inspector);
        }
    }

    /** Between its steps the clock goes a little faster than clocks do, and what runs out is swept. */
    private void goOn(TestGate gate) {
        while (running.get()) {
            gate.clock.advance(Duration.ofMillis(100));
            try {
                int _ = gate.gate.expireLeases(gate.tenant);
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (GateException e) {
                acknowledged.fault("the sweep: " + e.getMessage());
            } catch (InterruptedException e) {
                return;
            }
        }
    }
}
