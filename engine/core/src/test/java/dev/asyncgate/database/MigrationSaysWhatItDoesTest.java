package dev.asyncgate.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Section by section: what is planned, what is served, and what is refused. */
class MigrationSaysWhatItDoesTest {

    private static final int NEXT = Migration.NEWEST + 1;

    private final ScratchDatabase database;
    private final Migration migration;

    MigrationSaysWhatItDoesTest() throws SQLException {
        database = new ScratchDatabase(TestServer.superuser());
        migration = new Migration(database.address(), "asyncgate");
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    @Test
    void anEmptyDatabaseNeedsEverything() throws SQLException {
        Migration.Plan plan = migration.plan();

        assertThat(plan.current()).isZero();
        assertThat(plan.target()).isEqualTo(Migration.NEWEST);
        assertThat(plan.pending())
                .extracting(Migration.Step::number)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, Migration.NEWEST).boxed().toList());
        assertThat(plan.pending().getFirst().description()).isEqualTo("tasks leases receipts");
        assertThat(plan.where().role()).isEqualTo("postgres");
        assertThat(plan.where().serverVersion()).startsWith("18");
        assertThat(ScratchDatabase.ask(database.address(), "SELECT to_regnamespace('asyncgate') IS NULL"))
                .as("a plan changes nothing")
                .isEqualTo("t");
    }

    @Test
    void afterItNothingIsPending() {
        assertThat(migration.apply()).isEqualTo(Migration.NEWEST);
        assertThat(migration.plan().current()).isEqualTo(Migration.NEWEST);
        assertThat(migration.plan().pending()).isEmpty();
        assertThat(migration.apply()).isZero();
    }

    @Test
    void twoAtOnceMigrateOnce() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> apply = () -> new Migration(database.address(), "asyncgate").apply();
            int applied = 0;
            for (var done : threads.invokeAll(List.of(apply, apply, apply))) {
                applied += done.get();
            }
            assertThat(applied).isEqualTo(Migration.NEWEST);
        }
    }

    @Test
    void aServerThatWasNotMigratedSaysWhatToRun() {
        assertRefused(
                "The schema asyncgate is at 0 and this program needs " + Migration.NEWEST + ". Run asyncgate migrate.");
    }

    @Test
    void aNewerSchemaThatStillServesThisProgramIsUsed() throws SQLException {
        newerSchema(Migration.NEWEST);
        Gate.open(TestGate.settings(ScratchDatabase.url(database.address()))).close();
        assertThat(migration.apply()).isZero();
        assertThat(migration.plan().pending()).isEmpty();
    }

    @Test
    void aNewerSchemaThatServesItNoMoreIsRefused() throws SQLException {
        newerSchema(NEXT);
        String sentence = "The schema asyncgate is at " + NEXT + " and serves programs from " + NEXT
                + " on; this one is " + Migration.NEWEST + ". Use a newer AsyncGate.";
        assertRefused(sentence);
        assertThatThrownBy(migration::apply).hasMessage(sentence);
        assertThatThrownBy(migration::plan).hasMessage(sentence);
    }

    private void newerSchema(int oldestProgram) throws SQLException {
        int _ = migration.apply();
        ScratchDatabase.execute(database.address(), """
                INSERT INTO asyncgate.flyway_schema_history
                SELECT installed_rank + 1, '%d', 'to come', type, 'V%d__to_come.sql', 1, installed_by, now(), 1, true
                FROM asyncgate.flyway_schema_history ORDER BY installed_rank DESC LIMIT 1;
                UPDATE asyncgate.installation SET oldest_program = %d
                """.formatted(NEXT, NEXT, oldestProgram));
    }

    private void assertRefused(String sentence) {
        assertThatThrownBy(() -> Gate.open(TestGate.settings(ScratchDatabase.url(database.address())))
                        .close())
                .isInstanceOfSatisfying(GateException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.DATABASE_UNAVAILABLE);
                    assertThat(e.getMessage()).isEqualTo(sentence);
                });
    }
}
