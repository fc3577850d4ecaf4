package dev.asyncgate.engine;

import dev.asyncgate.database.DatabaseAddress;
import dev.asyncgate.database.Migration;
import dev.asyncgate.database.TestServer;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.receipt.GetLineage;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.settings.Settings;
import dev.asyncgate.task.Completion;
import dev.asyncgate.task.NewTask;
import io.opentelemetry.api.OpenTelemetry;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A gate on the shared server with a tenant and a clock of its own: what almost every test begins with. */
public final class TestGate implements AutoCloseable {

    public static final Principal PLANNER = Principal.of(PrincipalKind.AGENT, "planner");

    private static final DatabaseAddress ADDRESS = migrated();

    public final UUID tenant;
    public final ManualClock clock;
    public final Gate gate;
    public final Tasker tasker;
    public final Inspector inspector;

    private TestGate(UUID tenant, ManualClock clock, Map<String, String> overrides, OpenTelemetry telemetry) {
        this.tenant = tenant;
        this.clock = clock;
        this.gate = Gate.onManualClock(settings(overrides), TestServer.program(), clock, telemetry);
        this.tasker = gate.tasker(tenant, PLANNER);
        this.inspector = gate.inspector(tenant);
    }

    public static TestGate open() {
        return with(Map.of());
    }

    /** With settings other than the defaults, by their keys. */
    public static TestGate with(Map<String, String> overrides) {
        return with(overrides, OpenTelemetry.noop());
    }

    /** The same, traced. */
    public static TestGate with(Map<String, String> overrides, OpenTelemetry telemetry) {
        return new TestGate(UUID.randomUUID(), new ManualClock(), overrides, telemetry);
    }

    /** Another program on the same database, in the same tenant and at the same time. */
    public TestGate another(Map<String, String> overrides) {
        return new TestGate(tenant, clock, overrides, OpenTelemetry.noop());
    }

    public Worker worker(String id) {
        return gate.worker(tenant, id);
    }

    /** Creates a task of this type with an empty payload. */
    public UUID create(String type) {
        return tasker.createTask(NewTask.of(type, Json.emptyObject())).taskId();
    }

    /** Claims the one task that is expected to be there. */
    public ClaimedTask claim(Worker worker) {
        List<ClaimedTask> claimed = worker.leaseNext(ClaimTasks.Request.any());
        if (claimed.size() != 1) {
            throw new AssertionError("expected one task to claim and got " + claimed.size());
        }
        return claimed.getFirst();
    }

    /** A completion whose work can be found. */
    public static Completion located() {
        return Completion.of(Json.parse("{\"pages\":3}"), Json.parse("[\"s3://out/report.pdf\"]"));
    }

    /** The receipts of a task, in the order of their positions. */
    public List<Receipt> receipts(UUID taskId) {
        return inspector.lineage(taskId, GetLineage.Scope.TASK, 1000).receipts();
    }

    /** The types of the receipts of a task, in the order of their positions. */
    public List<String> receiptTypes(UUID taskId) {
        return receipts(taskId).stream()
                .map(receipt -> receipt.type().wireName())
                .toList();
    }

    /** Runs SQL as somebody who writes it by hand. */
    public static void sql(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of the first row. */
    public static String value(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    /** A session on the schema, for tests that need two of them. */
    public static Connection connect() throws SQLException {
        return connect(ADDRESS);
    }

    /** A session on the schema of somebody whom nothing is refused. */
    public static Connection connectAsSuperuser() throws SQLException {
        return connect(TestServer.superuser());
    }

    private static Connection connect(DatabaseAddress address) throws SQLException {
        Connection connection = DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = asyncgate");
        }
        return connection;
    }

    public static Settings settings(Map<String, String> overrides) {
        return Settings.read(Map.of(), null, overrides);
    }

    @Override
    public void close() {
        gate.close();
    }

    private static DatabaseAddress migrated() {
        DatabaseAddress address = TestServer.address();
        if (new Migration(address, "asyncgate").apply() == 0) {
            throw new IllegalStateException("the tests' database was migrated by somebody else");
        }
        try (Connection connection =
                        DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE asyncgate.installation SET test_database = true");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return address;
    }
}
