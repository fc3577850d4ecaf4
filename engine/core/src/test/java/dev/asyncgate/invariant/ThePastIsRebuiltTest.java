package dev.asyncgate.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.TestServer;
import dev.asyncgate.engine.AsOf;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.history.TaskAsOf;
import dev.asyncgate.retention.ApplyRetention;
import dev.asyncgate.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/**
 * Random histories of every operation: what is rebuilt of each instant is what was stored at that instant, and what is
 * rebuilt of now is what is stored now. What retention took away is unknown, and changes nothing of the rest.
 */
class ThePastIsRebuiltTest {

    @SuppressWarnings("NullAway.Init")
    private static TestGate gate;

    @SuppressWarnings("NullAway.Init")
    private static Connection connection;

    @SuppressWarnings("NullAway.Init")
    private static Database owner;

    @SuppressWarnings("NullAway.Init")
    private static ApplyRetention retention;

    @BeforeContainer
    static void open() throws SQLException, IOException {
        gate = TestGate.with(Map.of(
                "MAX_LEASE_RENEWALS", String.valueOf(Model.MOST_RENEWALS),
                "MAX_LEASE_LIFETIME_SECONDS", String.valueOf(Model.LONGEST_LIFE.toSeconds()),
                "MAX_LEASE_ENDS_WITHOUT_OUTCOME", String.valueOf(Model.MOST_LEASE_ENDS)));
        connection = TestGate.connect();
        Settings settings = TestGate.settings(
                Map.of("DATA_DIR", Files.createTempDirectory("history").toString()));
        owner = Database.open(TestServer.address(), settings, gate.clock);
        retention = new ApplyRetention(owner, settings);
    }

    @AfterContainer
    static void close() throws SQLException {
        owner.close();
        connection.close();
        gate.close();
    }

    @StatisticsReport(onFailureOnly = true)
    @Property(tries = 40, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void everyInstantIsRebuiltAsItWas(@ForAll("sequences") List<Step> sequence) throws SQLException {
        ModelRun run = new ModelRun(gate, connection);
        UUID tenant = run.tenant();
        Map<Instant, Standing> snapshots = new LinkedHashMap<>();
        for (Step step : sequence) {
            if (step.action() == Step.Action.ADVANCE) {
                snapshots.put(gate.clock.instant(), Standing.stored(connection, tenant));
            }
            run.take(step);
        }
        snapshots.put(gate.clock.instant(), Standing.stored(connection, tenant));
        Inspector inspector = gate.gate.inspector(tenant);
        snapshots.forEach((at, then) -> {
            AsOf past = inspector.asOf(at);
            assertThat(Standing.rebuilt(past)).as("as of %s", at).isEqualTo(then);
            assertThat(past.figures().openObligations()).isEqualTo(then.owed().size());
        });
        run.kinds().forEach(Statistics.label("receipts")::collect);
        afterRetention(tenant, snapshots);
    }

    /** A lease may now have run out long ago and not been swept; it still counts, as it does in what is stored. */
    private static void afterRetention(UUID tenant, Map<Instant, Standing> snapshots) throws SQLException {
        gate.clock.advance(Duration.ofDays(31));
        retention.run(tenant, () -> false);
        Inspector inspector = gate.gate.inspector(tenant);
        Standing now = Standing.stored(connection, tenant);
        assertThat(Standing.rebuilt(inspector.asOf(gate.clock.instant())))
                .as("now, after retention")
                .isEqualTo(now);
        snapshots.forEach((at, then) -> {
            AsOf past = inspector.asOf(at);
            Set<UUID> gone = new HashSet<>(then.tasks().keySet());
            gone.removeAll(now.tasks().keySet());
            assertThat(Standing.rebuilt(past))
                    .as("after retention, as of %s", at)
                    .isEqualTo(then.without(gone));
            assertThat(past.figures().unknown()).as("unknown as of %s", at).isEqualTo(gone.size());
            assertThat(gone).allMatch(task -> past.task(task) instanceof TaskAsOf.Answer.Archived);
            Statistics.label("retention").collect(gone.isEmpty() ? "took nothing" : "took some");
        });
        Statistics.label("retention").coverage(seen -> seen.check("took some").count(n -> n > 0));
    }

    @Provide
    Arbitrary<List<Step>> sequences() {
        return Step.sequences(40, 70);
    }
}
