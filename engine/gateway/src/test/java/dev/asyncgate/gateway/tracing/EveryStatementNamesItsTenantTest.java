package dev.asyncgate.gateway.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.database.DatabaseAddress;
import dev.asyncgate.database.Migration;
import dev.asyncgate.database.ScratchDatabase;
import dev.asyncgate.database.TestServer;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Tasker;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
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
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Tenants could lie on different servers: no statement of a tasker or a worker reads a row without naming its tenant. Held
 * against the plans of what they really asked: whatever fetches rows of a table that has tenants does so under a condition
 * on the tenant.
 */
class EveryStatementNamesItsTenantTest {

    private static final String EXPLAIN = "EXPLAIN (GENERIC_PLAN, FORMAT JSON) ";

    @Test
    void ofTaskersAndWorkers() throws SQLException {
        try (var database = new ScratchDatabase(TestServer.superuser())) {
            assertThat(new Migration(database.address(), "asyncgate").apply()).isPositive();
            Set<String> asked = callEverything(database.address());
            assertThat(asked).as("different statements").hasSizeGreaterThan(25);

            Map<String, String> strays = new TreeMap<>();
            int held = 0;
            for (String statement : asked) {
                for (JsonNode node : plan(database.address(), statement)) {
                    held++;
                    if (!conditions(node).contains("tenant_id")) {
                        strays.put(statement, node.toString());
                    }
                }
            }
            assertThat(strays).as("statements that read rows of any tenant").isEmpty();
            assertThat(held).as("places where rows are fetched").isGreaterThan(60);
        }
    }

    /** The texts of the statements that this took, as the spans of a traced call show them. */
    private static Set<String> callEverything(DatabaseAddress address) {
        Set<String> statements = ConcurrentHashMap.newKeySet();
        try (SdkTracerProvider tracers = SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(new Listener(statements)))
                .build()) {
            OpenTelemetry telemetry =
                    OpenTelemetrySdk.builder().setTracerProvider(tracers).build();
            Span call = tracers.get("test").spanBuilder("everything").startSpan();
            try (Scope _ = call.makeCurrent()) {
                callEverything(address, telemetry);
            } finally {
                call.end();
            }
        }
        return statements;
    }

    private record Listener(Set<String> statements) implements SpanExporter {

        private static final AttributeKey<String> TEXT = AttributeKey.stringKey("db.query.text");

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            for (SpanData span : spans) {
                String text = span.getAttributes().get(TEXT);
                if (text != null) {
                    statements.add(text);
                }
            }
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    private static void callEverything(DatabaseAddress address, OpenTelemetry telemetry) {
        Map<String, String> given = new HashMap<>(ScratchDatabase.url(address));
        given.put("SWEEP_ENABLED", "false");
        try (Gate gate = Gate.open(Settings.read(Map.of(), null, given), telemetry)) {
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

    /** The nodes of the statement's plan that fetch rows of a table. */
    private static List<JsonNode> plan(DatabaseAddress address, String text) throws SQLException {
        // Only in the simple protocol may parameters be left without values.
        String simple = address.jdbcUrl() + "?preferQueryMode=simple";
        try (Connection connection = DriverManager.getConnection(simple, address.user(), address.password());
                Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = asyncgate, public");
            try (ResultSet rows = statement.executeQuery(EXPLAIN + numbered(text))) {
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

    private static String numbered(String text) {
        var number = new AtomicInteger();
        return Pattern.compile("\\?").matcher(text).replaceAll(_ -> "\\$" + number.incrementAndGet());
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
