package dev.asyncgate.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.database.ChangeFeed;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.task.NewTask;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database goes away and comes back; each call says so in a sentence, and nothing acknowledged is lost. */
class DatabaseAwayTest {

    @TempDir
    Path dataDir;

    @Test
    void anEmbeddedServerThatIsKilledUnderARunningGateComesBackWithAllThatWasAcknowledged() throws Exception {
        var settings = TestGate.settings(Map.of("DATA_DIR", dataDir.toString()));
        try (Gate gate = Gate.open(settings)) {
            BlockingQueue<UUID> heard = new LinkedBlockingQueue<>();
            gate.changes().subscribe(heard::add);
            Tasker tasker = gate.tasker(Gate.DEFAULT_TENANT, TestGate.PLANNER);
            UUID taskId =
                    tasker.createTask(NewTask.of("unit", Json.emptyObject())).taskId();
            long pid = Objects.requireNonNull(gate.embedded()).pid().orElseThrow();

            ProcessHandle.of(pid).orElseThrow().destroyForcibly();

            ChangeFeed.Outage outage;
            do {
                assertThat(heard.poll(30, TimeUnit.SECONDS)).isNotNull();
                outage = gate.changes().lastOutage();
            } while (outage == null || outage.backAt() == null);
            assertThat(tasker.getTask(taskId).taskId()).isEqualTo(taskId);
            assertThat(Duration.between(outage.lostAt(), outage.backAt())).isLessThan(Duration.ofSeconds(20));
            tasker.createTask(NewTask.of("unit", Json.emptyObject()));
        }
    }

    @Test
    void anUnreachableHostIsToldInASentence() {
        assertUnavailable("postgresql://asyncgate:secret@127.0.0.1:1/asyncgate", "does not answer");
    }

    @Test
    void aWrongPasswordIsToldInASentenceThatDoesNotRepeatIt() {
        try (Gate gate = Gate.open(TestGate.settings(Map.of("DATA_DIR", dataDir.toString())))) {
            String url = Objects.requireNonNull(gate.embedded()).address().jdbcUrl();
            String place = url.substring("jdbc:postgresql://".length());
            assertUnavailable("postgresql://asyncgate:letmein@" + place, "refuses the user or the password");
        }
    }

    private static void assertUnavailable(String url, String said) {
        var settings = TestGate.settings(Map.of("DATABASE_URL", url, "DB_CONNECT_TIMEOUT_MS", "1000"));
        assertThatThrownBy(() -> Gate.open(settings)).isInstanceOfSatisfying(GateException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.DATABASE_UNAVAILABLE);
            assertThat(e.getMessage())
                    .contains(said)
                    .doesNotContain("letmein")
                    .doesNotContain("\n")
                    .doesNotContain("Exception");
        });
    }
}
