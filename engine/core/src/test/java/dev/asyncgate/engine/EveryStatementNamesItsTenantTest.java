package dev.asyncgate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.database.DatabaseAddress;
import dev.asyncgate.database.Migration;
import dev.asyncgate.database.ScratchDatabase;
import dev.asyncgate.database.TestServer;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.receipt.LedgerFilter;
import dev.asyncgate.receipt.LedgerStatus;
import dev.asyncgate.settings.Settings;
import dev.asyncgate.task.CompletionItem;
import dev.asyncgate.task.NewTask;
import dev.asyncgate.task.TaskFilter;
import dev.asyncgate.task.TaskSort;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Tenants could lie on different servers: no statement of a tasker or a worker reads a row without naming its tenant. Held
 * against the plans of what they really asked: whatever fetches rows of a table that has tenants does so under a condition
 * on the tenant.
 */
class EveryStatementNamesItsTenantTest {

    private static final String TABLES = """
            SELECT string_agg(table_name, '|') FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
            WHERE table_schema = 'asyncgate' AND column_name = 'tenant_id' AND table_type = 'BASE TABLE'
            """;

    private static final String FORGET_THE_MIGRATION = """
            SELECT public.pg_stat_statements_reset(0, (SELECT oid FROM pg_database WHERE datname = current_database()), 0)
            """;

    /** What the gate asks of its own accord for all tenants at once, never for a call. */
    private static final List<String> FOR_ALL = List.of("WITH tenant AS MATERIALIZED");

    @Test
    void ofTaskersAndWorkers() throws SQLException {
        try (var database = new ScratchDatabase(TestServer.superuser())) {
            DatabaseAddress address = database.address();
            assertThat(new Migration(address, "asyncgate").apply()).isPositive();
            ScratchDatabase.execute(address, "CREATE EXTENSION pg_stat_statements SCHEMA public");
            ScratchDatabase.execute(address, FORGET_THE_MIGRATION);
            callEverything(address);

            Map<String, String> strays = new TreeMap<>();
            int held = 0;
            for (String query : asked(address)) {
                for (JsonNode node : plan(address, query)) {
                    held++;
                    if (!conditions(node).contains("tenant_id")) {
                        strays.put(query, node.toString());
                    }
                }
            }
            assertThat(strays).as("statements that read rows of any tenant").isEmpty();
            assertThat(held).as("places where rows are fetched").isGreaterThan(60);
        }
    }

    private static void callEverything(DatabaseAddress address) {
        Map<String, String> given = new HashMap<>(ScratchDatabase.url(address));
        given.put("SWEEP_ENABLED", "false");
        try (Gate gate = Gate.open(Settings.read(Map.of(), null, given))) {
            UUID tenant = UUID.randomUUID();
            Tasker tasker = gate.tasker(tenant, TestGate.PLANNER);
            Worker worker = gate.worker(tenant, "w");
            NewTask keyed = NewTask.builder("unit", Json.emptyObject())
                    .idempotencyKey("k")
                    .build();
            UUID first = tasker.createTask(keyed).taskId();
            tasker.createTask(keyed);
            tasker.createTasks(List.of(
                    NewTask.of("unit", Json.emptyObject()),
                    NewTask.of("unit", Json.emptyObject()),
                    NewTask.of("unit", Json.emptyObject())));
            ClaimedTask done = claim(worker);
            worker.startTask(done.taskId(), done.leaseId());
            worker.renewLease(done.taskId(), done.leaseId(), null);
            worker.reportProgress(done.taskId(), done.leaseId(), Json.emptyObject());
            worker.complete(done.taskId(), done.leaseId(), TestGate.located());
            ClaimedTask released = claim(worker);
            worker.releaseLease(released.taskId(), released.leaseId(), Duration.ZERO);
            ClaimedTask failed = claim(worker);
            worker.fail(failed.taskId(), failed.leaseId(), Json.emptyObject(), false);
            ClaimedTask last = claim(worker);
            worker.completeAll(List.of(new CompletionItem(last.taskId(), last.leaseId(), TestGate.located())));
            tasker.cancelTask(
                    tasker.createTask(NewTask.of("unit", Json.emptyObject())).taskId(), "no longer needed");
            worker.leaseNext(new ClaimTasks.Request(List.of("gpu"), List.of("unit", "other"), 10, null));
            look(tasker, first);
        }
    }

    private static void look(Tasker tasker, UUID task) {
        tasker.getTask(task);
        for (TaskSort sort : TaskSort.values()) {
            tasker.listTasks(TaskFilter.ALL, sort, 50, null);
        }
        tasker.openObligations(200, null);
        tasker.openObligationsOfSession(200, null);
        tasker.bootstrap(null, 50);
        UUID receipt =
                tasker.listReceipts(null, 50).entries().getFirst().receipt().receiptId();
        tasker.ledger(LedgerFilter.ofStatus(LedgerStatus.FAILURE), null, 50);
        tasker.getReceipt(receipt);
        tasker.receiptChildren(receipt, 50);
        tasker.lineageOfTask(task, 100, 1000);
        tasker.lineageOfReceipt(receipt, 100, 1000);
        tasker.ackReceipt(receipt);
        tasker.markDelivered(List.of(receipt));
    }

    private static ClaimedTask claim(Worker worker) {
        return worker.leaseNext(ClaimTasks.Request.any()).getFirst();
    }

    private static List<String> asked(DatabaseAddress address) throws SQLException {
        String tables = ScratchDatabase.ask(address, TABLES);
        try (Connection connection = address.connect("test", Duration.ofSeconds(10));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        SELECT query FROM public.pg_stat_statements
                        WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND toplevel
                          AND query ~ '\\m(%s)\\M' AND query NOT LIKE '%%pg_stat_statements%%'
                        """.formatted(tables))) {
            List<String> asked = new ArrayList<>();
            while (rows.next()) {
                String query = rows.getString(1);
                if (FOR_ALL.stream().noneMatch(query::startsWith)) {
                    asked.add(query);
                }
            }
            return asked;
        }
    }

    /** The nodes of the statement's plan that fetch rows of a table. */
    private static List<JsonNode> plan(DatabaseAddress address, String query) throws SQLException {
        try (Connection connection = address.connect("test", Duration.ofSeconds(10));
                Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = asyncgate, public");
            try (ResultSet rows = statement.executeQuery("EXPLAIN (GENERIC_PLAN, FORMAT JSON) " + query)) {
                rows.next();
                JsonNode root =
                        Json.parse("{\"plans\":" + rows.getString(1) + "}").node();
                return nodes(root)
                        .filter(node -> node.has("Relation Name")
                                && !node.path("Node Type").stringValue("").equals("ModifyTable"))
                        .toList();
            }
        }
    }

    private static Stream<JsonNode> nodes(JsonNode node) {
        return Stream.concat(Stream.of(node), node.valueStream().flatMap(EveryStatementNamesItsTenantTest::nodes));
    }

    private static String conditions(JsonNode node) {
        return Stream.of("Index Cond", "Recheck Cond", "Filter", "TID Cond")
                .map(name -> node.path(name).stringValue(""))
                .reduce("", String::concat);
    }
}
