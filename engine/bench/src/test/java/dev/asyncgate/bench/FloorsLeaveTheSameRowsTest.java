package dev.asyncgate.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ClaimedTask;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A floor that left out a row would be one that nobody could reach. */
class FloorsLeaveTheSameRowsTest {

    private static final String TABLES = """
            SELECT c.table_name FROM information_schema.columns c
            JOIN information_schema.tables t USING (table_schema, table_name)
            WHERE c.table_schema = 'asyncgate_bench' AND c.column_name = 'tenant_id' AND t.table_type = 'BASE TABLE'
            """;
    private static final String RECEIPTS = """
            SELECT format('%s from %s %s to %s %s, %s parents, lease %s, body of %s: %s', type, from_kind, from_id, to_kind,
                          to_id, cardinality(parents), lease_id IS NOT NULL, octet_length(body::text), count(*))
            FROM receipts WHERE tenant_id = ?
            GROUP BY type, from_kind, from_id, to_kind, to_id, cardinality(parents), lease_id IS NOT NULL,
                     octet_length(body::text)
            ORDER BY 1
            """;

    private record Table(long rows, double averageBytes) {}

    private final UUID byGate = UUID.randomUUID();
    private final UUID byHand = UUID.randomUUID();
    private final BenchDatabase database = BenchDatabase.open(RealServer.settings());
    private Gate gate;
    private Worker worker;

    @BeforeEach
    void migrate() throws SQLException {
        database.renew();
        database.execute("SET search_path = asyncgate_bench");
        gate = database.gate(2);
        worker = gate.worker(byGate, "worker-0");
    }

    @AfterEach
    void close() {
        gate.close();
        database.close();
    }

    @Test
    void oneAtATime() throws SQLException {
        gate.tasker(byGate, Work.PLANNER).createTask(Work.TASK);
        assertThat(floor("create")).isEqualTo(1);
        assertSameRows();

        for (ClaimedTask task : worker.leaseNext(ClaimTasks.Request.any())) {
            worker.complete(task.taskId(), task.leaseId(), Work.DONE);
        }
        assertThat(floor("claim-complete")).isEqualTo(1);
        assertSameRows();
        assertThat(floor("claim-complete")).isZero();
    }

    @Test
    void inBatches() throws SQLException {
        gate.tasker(byGate, Work.PLANNER).createTasks(Work.tasks(1_000));
        assertThat(floor("create-batch")).isEqualTo(1_000);
        assertSameRows();

        assertThat(Work.claimAndCompleteHundred(worker)).isEqualTo(100);
        assertThat(floor("claim-complete-batch")).isEqualTo(100);
        assertSameRows();
    }

    private int floor(String name) throws SQLException {
        try (Crew.Client client = FloorScript.read(name).client(database.connect(), Work.floor(byHand, 0))) {
            return client.step();
        }
    }

    private void assertSameRows() throws SQLException {
        assertThat(texts(RECEIPTS, byHand)).isEqualTo(texts(RECEIPTS, byGate));
        Map<String, Table> theirs = tables(byGate);
        tables(byHand).forEach((name, ours) -> {
            Table engine = theirs.get(name);
            assertThat(engine).as(name).isNotNull();
            assertThat(ours.rows()).as("rows of " + name).isEqualTo(engine.rows());
            assertThat(ours.averageBytes())
                    .as("bytes of a row of " + name)
                    .isCloseTo(engine.averageBytes(), within(0.05 * engine.averageBytes()));
        });
    }

    private Map<String, Table> tables(UUID tenant) throws SQLException {
        Map<String, Table> tables = new LinkedHashMap<>();
        for (String name : texts(TABLES, null)) {
            String sql =
                    "SELECT count(*), coalesce(avg(pg_column_size(t.*)), 0) FROM " + name + " t WHERE tenant_id = ?";
            try (PreparedStatement statement = database.control().prepareStatement(sql)) {
                statement.setObject(1, tenant);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    tables.put(name, new Table(row.getLong(1), row.getDouble(2)));
                }
            }
        }
        assertThat(tables).isNotEmpty();
        return tables;
    }

    private List<String> texts(String sql, @Nullable UUID tenant) throws SQLException {
        try (PreparedStatement statement = database.control().prepareStatement(sql)) {
            if (tenant != null) {
                statement.setObject(1, tenant);
            }
            try (ResultSet rows = statement.executeQuery()) {
                List<String> texts = new ArrayList<>();
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
                return texts;
            }
        }
    }
}
