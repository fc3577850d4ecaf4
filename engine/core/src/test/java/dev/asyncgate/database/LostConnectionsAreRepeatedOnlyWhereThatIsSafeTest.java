package dev.asyncgate.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LostConnectionsAreRepeatedOnlyWhereThatIsSafeTest {

    private static final String ADD = "INSERT INTO public.written DEFAULT VALUES RETURNING 1";

    private final ScratchDatabase scratch;
    private final CuttingProxy proxy;
    private final Database database;

    LostConnectionsAreRepeatedOnlyWhereThatIsSafeTest() throws SQLException, IOException {
        scratch = new ScratchDatabase(TestServer.superuser());
        ScratchDatabase.execute(scratch.address(), "CREATE TABLE public.written (n serial)");
        var place = URI.create(scratch.address().jdbcUrl().substring("jdbc:".length()));
        proxy = new CuttingProxy(place.getPort());
        var address = new DatabaseAddress(
                scratch.address().jdbcUrl().replace(":" + place.getPort(), ":" + proxy.port()),
                scratch.address().user(),
                scratch.address().password());
        database = Database.open(address, TestGate.settings(Map.of("DB_POOL_SIZE", "1")), null);
        assertThat(database.ping()).isPositive();
    }

    @AfterEach
    void close() throws Exception {
        database.close();
        proxy.close();
        scratch.close();
    }

    @Test
    void aStatementOnAConnectionThatTheServerHadEndedIsRepeated() throws SQLException {
        for (int i = 0; i < 5; i++) {
            endAllSessions();
            int added = database.statement(session -> session.query(ADD).one(row -> 1));
            assertThat(added).isEqualTo(1);
        }
        assertThat(written()).isEqualTo("5");
    }

    @Test
    void aTransactionThatDiedBeforeItsCommitIsRepeated() throws SQLException {
        var attempts = new AtomicInteger();
        int added = database.transaction(session -> {
            int one = session.query(ADD).one(row -> 1);
            if (attempts.incrementAndGet() == 1) {
                proxy.cutNextAnswer();
            }
            return one + session.query(ADD).one(row -> 1);
        });
        assertThat(added).isEqualTo(2);
        assertThat(attempts).hasValue(2);
        assertThat(written()).isEqualTo("2");
    }

    @Test
    void aStatementThatMayHaveCommittedIsNotRepeated() throws SQLException {
        proxy.cutNextAnswer();
        assertUnavailable(() -> {
            int _ = database.statement(session -> session.query(ADD).one(row -> 1));
        });
        assertThat(proxy.hasCut()).isTrue();
        assertThat(written()).isEqualTo("1");
    }

    @Test
    void aTransactionWhoseCommitWasNotAnsweredIsNotRepeated() throws SQLException {
        assertUnavailable(() -> {
            int _ = database.transaction(session -> {
                int one = session.query(ADD).one(row -> 1);
                proxy.cutNextAnswer();
                return one;
            });
        });
        assertThat(written()).isEqualTo("1");
    }

    @Test
    void whatMayHappenTwiceIsRepeated() {
        proxy.cutNextAnswer();
        int answer =
                database.repeatable(session -> session.query("SELECT 42 AS n").one(row -> row.integer("n")));
        assertThat(answer).isEqualTo(42);
        assertThat(proxy.hasCut()).isTrue();
    }

    @Test
    void aHostThatAcceptsAndNeverAnswersIsGivenUpWithinTheConnectTimeout() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            String url = "postgresql://asyncgate:secret@127.0.0.1:" + silent.getLocalPort() + "/asyncgate";
            var settings = TestGate.settings(Map.of("DATABASE_URL", url, "DB_CONNECT_TIMEOUT_MS", "1000"));
            Instant start = Instant.now();
            assertUnavailable(() -> Gate.open(settings).close());
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(3));

            var address = new DatabaseAddress("jdbc:" + url.replace("asyncgate:secret@", ""), "asyncgate", "secret");
            try (var silenced = Database.open(address, settings, null)) {
                Instant asked = Instant.now();
                assertUnavailable(silenced::ping);
                assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(3));
            }
        }
    }

    /** Five seconds after the statement's own timeout: the server would have spoken up by then. */
    @Test
    void aNetworkThatSwallowsTheAnswerIsGivenUp() {
        var address = new DatabaseAddress(
                scratch.address().jdbcUrl().replaceFirst(":\\d+/", ":" + proxy.port() + "/"),
                scratch.address().user(),
                scratch.address().password());
        var settings = TestGate.settings(Map.of("DB_POOL_SIZE", "1", "DB_STATEMENT_TIMEOUT_MS", "500"));
        try (var swallowed = Database.open(address, settings, null)) {
            assertThat(swallowed.ping()).isPositive();
            Instant asked = Instant.now();
            assertUnavailable(() -> {
                int _ = swallowed.statement(session -> {
                    proxy.swallowAnswers();
                    return session.query(ADD).one(row -> 1);
                });
            });
            assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(20));
        }
    }

    private void endAllSessions() throws SQLException {
        ScratchDatabase.execute(
                scratch.address(),
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'");
    }

    private String written() throws SQLException {
        return ScratchDatabase.ask(scratch.address(), "SELECT count(*) FROM public.written");
    }

    private static void assertUnavailable(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(GateException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.DATABASE_UNAVAILABLE);
            assertThat(e.getMessage()).contains("does not answer").hasLineCount(1);
        });
    }
}
