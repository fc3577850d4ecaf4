package dev.asyncgate.engine;

import dev.asyncgate.access.ApiKey;
import dev.asyncgate.access.CallCount;
import dev.asyncgate.access.CallLimit;
import dev.asyncgate.access.Refusal;
import dev.asyncgate.access.TakeSignedCall;
import dev.asyncgate.audit.Actor;
import dev.asyncgate.database.ChangeFeed;
import dev.asyncgate.database.Database;
import dev.asyncgate.database.DatabaseAddress;
import dev.asyncgate.database.Migration;
import dev.asyncgate.database.PoolUse;
import dev.asyncgate.database.ReadyTasks;
import dev.asyncgate.database.TestDatabase;
import dev.asyncgate.database.embedded.EmbeddedPostgres;
import dev.asyncgate.doctor.Diagnosis;
import dev.asyncgate.doctor.Doctor;
import dev.asyncgate.doctor.LastSweep;
import dev.asyncgate.error.GateException;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.receiptgate.Deliveries;
import dev.asyncgate.receiptgate.Dispatcher;
import dev.asyncgate.settings.DatabaseUrl;
import dev.asyncgate.settings.Settings;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The front door of the engine: opens a database and hands out roles.
 *
 * <p>Each role is bound to a tenant and a principal once. Authority comes from the role object that a caller was handed.
 * Thread-safe. Closing it ends waiting claims, deliveries, the sweep, the change feed and the pool; an embedded server stops
 * with its last user.
 */
public final class Gate implements AutoCloseable {

    /** The tenant of those who name none: the nil UUID. */
    public static final UUID DEFAULT_TENANT = new UUID(0, 0);

    /** By which traces tell who has written them. */
    public static final String INSTRUMENTATION = "dev.asyncgate";

    private final Settings settings;
    private final OpenTelemetry telemetry;
    private final @Nullable EmbeddedPostgres embedded;
    private final Database database;
    private final ChangeFeed changes;
    private final Operations operations;
    private final @Nullable Retention retention;
    private final @Nullable Sweep sweep;
    private final @Nullable Dispatcher dispatcher;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Gate(
            Settings settings,
            OpenTelemetry telemetry,
            @Nullable EmbeddedPostgres embedded,
            DatabaseAddress address,
            @Nullable InstantSource manualClock) {
        this.settings = settings;
        this.telemetry = telemetry;
        this.embedded = embedded;
        this.database = Database.open(address, settings, manualClock, telemetry.getTracer(INSTRUMENTATION));
        this.changes = new ChangeFeed(address, settings.database(), this::bringBack);
        this.operations = Operations.of(database, settings, changes);
        boolean byItself = manualClock == null && !settings.database().readOnly();
        boolean sweeps = settings.leases().sweepEnabled() && byItself;
        this.retention = sweeps && settings.retention().enabled()
                ? new Retention(embedded == null ? address : embedded.ownerAddress(), settings)
                : null;
        this.sweep = sweeps ? new Sweep(operations, settings.leases().sweepInterval()) : null;
        Settings.ReceiptGate receiptGate = settings.receipts().receiptGate();
        this.dispatcher =
                receiptGate == null || !byItself ? null : new Dispatcher(database, settings, receiptGate, changes);
    }

    /**
     * Opens the database that the settings name: starts or joins the embedded server and migrates it, or connects to a
     * server, which must have been migrated.
     *
     * @throws GateException DATABASE_UNAVAILABLE that says what to do
     */
    public static Gate open(Settings settings) {
        return open(settings, OpenTelemetry.noop());
    }

    /**
     * As above, and shows what it does in the traces of calls that are traced.
     *
     * @param telemetry the caller's, and the caller's to close
     */
    public static Gate open(Settings settings, OpenTelemetry telemetry) {
        String schema = settings.database().schema();
        DatabaseUrl url = settings.database().url();
        if (!url.embedded()) {
            DatabaseAddress address = Installation.address(url);
            new Migration(address, schema, settings.database().connectTimeout()).requireCurrent();
            Gate gate = new Gate(settings, telemetry, null, address, null);
            return gate.withSessionSettings(address);
        }
        EmbeddedPostgres server = EmbeddedPostgres.open(settings.dataDir());
        try {
            new Migration(server.ownerAddress(), schema).apply();
            TestDatabase.release(server.ownerAddress(), server.address(), schema);
            return new Gate(settings, telemetry, server, server.address(), null);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private Gate withSessionSettings(DatabaseAddress address) {
        try {
            database.requireSessionSettings(address, settings);
            return this;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** A gate on a migrated test database whose sessions take their time from a clock. It does not sweep by itself. */
    static Gate onManualClock(Settings settings, DatabaseAddress address, InstantSource clock) {
        return onManualClock(settings, address, clock, OpenTelemetry.noop());
    }

    static Gate onManualClock(
            Settings settings, DatabaseAddress address, InstantSource clock, OpenTelemetry telemetry) {
        return new Gate(settings, telemetry, null, address, clock);
    }

    /** Speaks for a principal that delegates work. */
    public Tasker tasker(UUID tenantId, Principal principal) {
        return new Tasker(operations, tenantId, principal);
    }

    /** Speaks for a worker. */
    public Worker worker(UUID tenantId, String workerId) {
        return worker(tenantId, Principal.external(PrincipalKind.WORKER, workerId));
    }

    /** Speaks for an actor of another kind that works. */
    public Worker worker(UUID tenantId, Principal worker) {
        return new Worker(operations, tenantId, worker);
    }

    /** Acts on behalf of a tenant, in the name of a person or program. */
    public Operator operator(UUID tenantId, Principal operator) {
        return new Operator(operations, tenantId, Actor.here(operator));
    }

    /** The same over the network, from an address that its audit events name. */
    public Operator operator(UUID tenantId, Principal operator, String address) {
        return new Operator(operations, tenantId, new Actor(operator, address));
    }

    /** Keeps the schedules of a tenant: for its scheduler. */
    public ScheduleKeeper schedules(UUID tenantId) {
        return new ScheduleKeeper(operations, tenantId);
    }

    /** Looks at a tenant. */
    public Inspector inspector(UUID tenantId) {
        return new Inspector(operations, tenantId);
    }

    /** Whose key this is; empty for one that is not valid. See {@link dev.asyncgate.access.VerifyKey}. */
    public Optional<ApiKey> verifyKey(String offered) {
        return operations.verifyKey().run(offered);
    }

    /** Takes a signed call, unless it was taken before. See {@link TakeSignedCall}. */
    public TakeSignedCall.Answer takeSignedCall(ApiKey key, String baseSha256, Instant createdAt) {
        return operations.takeSignedCall().run(key.tenantId(), key.keyId(), baseSha256, createdAt);
    }

    /** Counts a call for all gateways of the database together. See {@link dev.asyncgate.access.CountCall}. */
    public CallCount countCall(UUID tenantId, String bucket, CallLimit limit) {
        return operations.countCall().run(tenantId, bucket, limit);
    }

    /** Keeps a call that was not allowed. See {@link dev.asyncgate.access.RecordRefusal}. */
    public void recordRefusal(Refusal refusal) {
        if (operations.recordRefusal().run(refusal)) {
            operations.announce(refusal.tenantId());
        }
    }

    /** Tells of changes by anybody. */
    public ChangeFeed changes() {
        return changes;
    }

    /**
     * Ends the leases of a tenant that have run out, at most 500, now rather than at the next sweep.
     *
     * @return how many were ended
     */
    public int expireLeases(UUID tenantId) {
        int ended = operations.expireLeases().run(tenantId);
        if (ended > 0) {
            operations.announce(tenantId, ReadyTasks.UNKNOWN);
        }
        return ended;
    }

    /** One pass of the sweep, for a gate that does not sweep by itself. */
    void sweep(LongAdder leasesEnded) {
        Sweep.pass(operations, leasesEnded);
    }

    /** Examines the database and all its tenants; see {@link dev.asyncgate.doctor.Doctor}. */
    public Diagnosis diagnose(Duration atMost) {
        return operations.doctor().run(operations.doctor().tenants(), atMost);
    }

    /** The same, as long as it is told to go on. */
    public Diagnosis diagnose(Doctor.Progress progress) {
        return operations.doctor().run(operations.doctor().tenants(), progress);
    }

    /** The tenants that have tasks, receipts or keys, in the order of their ids. */
    public List<UUID> tenants() {
        return operations.doctor().tenants();
    }

    /** When any program on the database swept last; empty when none ever has. */
    public Optional<LastSweep.Swept> lastSweep() {
        return operations.lastSweep().run();
    }

    /** How many leases this program's sweep has ended. */
    public long leasesEndedBySweep() {
        return sweep == null ? 0 : sweep.leasesEnded();
    }

    /** How many claims of this program wait for a task. */
    public int waitingClaims() {
        return operations.waiting().count();
    }

    /** How the connections of this program are used. */
    public PoolUse poolUse() {
        return database.poolUse();
    }

    /** How this program's deliveries to ReceiptGate go; null in the mode standalone. */
    public @Nullable Deliveries deliveries() {
        return dispatcher == null ? null : dispatcher.deliveries();
    }

    /** The settings that it was opened with. */
    public Settings settings() {
        return settings;
    }

    /** Where it shows what it does; nowhere unless it was opened with some. */
    public OpenTelemetry telemetry() {
        return telemetry;
    }

    /** The embedded server; null when the settings name another. */
    public @Nullable EmbeddedPostgres embedded() {
        return embedded;
    }

    /**
     * How long the database takes to answer.
     *
     * @throws GateException DATABASE_UNAVAILABLE when it does not answer
     */
    public Duration ping() {
        return database.ping();
    }

    /** The change feed has a connection at all times, so it is the first to notice that an embedded server has died. */
    private void bringBack() {
        database.reconnect();
        if (embedded != null && !embedded.alive()) {
            embedded.ensureRunning();
        }
    }

    /** Does nothing the second time. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        operations.waiting().close();
        if (dispatcher != null) {
            dispatcher.close();
        }
        if (sweep != null) {
            sweep.close();
        }
        if (retention != null) {
            retention.close();
        }
        changes.close();
        database.close();
        if (embedded != null) {
            embedded.close();
        }
    }
}
