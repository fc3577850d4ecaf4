package dev.asyncgate.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.engine.Eventually;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.error.GateException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A question that takes half a minute is stopped by interrupting who asks, here at once and on the server soon after. */
class AStoppedCallEndsOnTheServerTest {

    private static final String MARK = "stopped in the middle";

    @Test
    void theCallerGoesOnTheServerStopsAndThePoolServesTheNextOne() throws Exception {
        var told = new AtomicReference<Exception>();
        try (Database sessions = Database.open(TestServer.program(), TestGate.settings(Map.of()), null)) {
            Thread asking = Thread.ofVirtual().start(() -> {
                try {
                    sessions.repeatable(session ->
                            session.query("SELECT pg_sleep(30), '" + MARK + "'").one(row -> true));
                } catch (GateException e) {
                    told.set(e);
                }
            });
            Eventually.is("the server is at work", Duration.ofSeconds(20), () -> atWork() == 1);
            asking.interrupt();
            assertThat(asking.join(Duration.ofSeconds(10))).isTrue();
            assertThat(told.get()).isInstanceOf(GateException.class);
            Eventually.is("the server has stopped", Duration.ofSeconds(10), () -> atWork() == 0);
            assertThat(sessions.ping()).isPositive();
        }
    }

    private static long atWork() {
        try {
            return Long.parseLong(ScratchDatabase.ask(
                    TestServer.superuser(),
                    "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND pid <> pg_backend_pid()"
                            + " AND query LIKE '%pg_sleep%" + MARK + "%'"));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
