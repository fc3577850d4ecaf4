package dev.asyncgate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where claims begin is a help alone: what else the sweep does is done when nobody can look for that. */
class AFailingLookDoesNotEndTheSweepTest {

    private final String program = "sweeps-" + UUID.randomUUID();
    private final TestGate gate = TestGate.with(Map.of("INSTANCE_ID", program, "DB_LOCK_TIMEOUT_MS", "100"));

    @AfterEach
    void close() throws SQLException {
        TestGate.sql("DELETE FROM sweepers WHERE instance_id = '" + program + "'");
        gate.close();
    }

    @Test
    void theSweepComesToItsEnd() throws Exception {
        gate.create("unit");
        gate.claim(gate.worker("w-1"));
        try (Connection other = TestGate.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            // Claims ask it, and of the sweep only the look at where they begin.
            statement.execute("LOCK TABLE paused_types IN ACCESS EXCLUSIVE MODE");
            gate.gate.sweep(new LongAdder());
        }
        assertThat(TestGate.value("SELECT count(*) FROM sweepers WHERE instance_id = '" + program + "'"))
                .isEqualTo("1");
    }
}
