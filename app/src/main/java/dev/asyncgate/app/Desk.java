package dev.asyncgate.app;

import dev.asyncgate.app.acts.Acting;
import dev.asyncgate.app.anomalies.Anomalies;
import dev.asyncgate.app.audit.AuditTrail;
import dev.asyncgate.app.demo.DemoPlace;
import dev.asyncgate.app.leases.LeasesPlace;
import dev.asyncgate.app.ledger.LedgerPlace;
import dev.asyncgate.app.obligations.ObligationsPlace;
import dev.asyncgate.app.receipts.ReceiptsPlace;
import dev.asyncgate.app.shell.Destination.ShowPlace;
import dev.asyncgate.app.shell.Dialogs;
import dev.asyncgate.app.shell.Environment;
import dev.asyncgate.app.shell.Place;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.app.shell.Pulse;
import dev.asyncgate.app.shell.Shell;
import dev.asyncgate.app.shell.ShellViewModel;
import dev.asyncgate.app.shell.Tenant;
import dev.asyncgate.app.submit.SubmitPlace;
import dev.asyncgate.app.tasks.TasksPlace;
import dev.asyncgate.database.ChangeFeed;
import dev.asyncgate.database.embedded.EmbeddedPostgres;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.settings.Settings;
import dev.asyncgate.task.TaskStatus;
import dev.asyncgate.workers.demo.Demo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import javafx.scene.Parent;
import org.jspecify.annotations.Nullable;

/** What stands in the window once the engine is open: the parts list of shell and places. For the FX thread. */
final class Desk {

    /** The tenant of those who name none. */
    static final Tenant DEFAULT = new Tenant(Gate.DEFAULT_TENANT, "default");

    /** Where the demo plays. */
    static final Tenant DEMO = new Tenant(Demo.TENANT, Demo.TENANT_NAME);

    private final Gate gate;
    private final PlaceContext context;
    private final Principal operator;
    private final ShellViewModel viewModel;
    /** One for all tenants: whoever looks at it looks at the same demo. */
    private final DemoPlace demo;

    /** Read by the change feed's thread. */
    private volatile UUID shownTenant = DEFAULT.id();

    private final Shell shell;
    private final Dialogs dialogs = new Dialogs();
    private final ChangeFeed.Subscription changes;

    /** {@code playing} is a demo that plays already; null for none. */
    Desk(Gate gate, PlaceContext context, @Nullable Demo playing) {
        this.gate = gate;
        this.context = context;
        this.operator = Principal.external(PrincipalKind.HUMAN, System.getProperty("user.name", "operator"));
        this.viewModel = new ShellViewModel(
                context.background(),
                context.clock(),
                DEFAULT,
                this::pulse,
                () -> gate.changes().lastOutage());
        this.demo = new DemoPlace(context, gate, this::showTenant, playing);
        this.shell = new Shell(
                context,
                viewModel,
                new Shell.Session(environment(), List.of(DEFAULT, DEMO), operator.toString(), dialogs),
                this::places);
        viewModel.tenantProperty().subscribe(tenant -> shownTenant = tenant.id());
        viewModel.start();
        changes = gate.changes().subscribe(this::hear);
    }

    /** On the feed's thread: what concerns the tenant shown has the places ask again. */
    private void hear(UUID tenantId) {
        if (tenantId.equals(shownTenant) || tenantId.equals(ChangeFeed.EVERYTHING)) {
            context.background().changed();
        }
    }

    Parent root() {
        return shell.root();
    }

    Gate gate() {
        return gate;
    }

    private void showTenant(UUID tenantId) {
        showTenant(tenantId.equals(DEMO.id()) ? DEMO : DEFAULT);
    }

    /** Shows another tenant's work. */
    void showTenant(Tenant tenant) {
        viewModel.tenantProperty().set(tenant);
    }

    /** The places that there are. */
    Set<PlaceId> placeIds() {
        return shell.placeIds();
    }

    /** Shows the demo's place, among the demo's own tasks. */
    void showDemo() {
        showTenant(DEMO);
        context.navigator().go(new ShowPlace(PlaceId.DEMO));
    }

    /** Ends what plays and what is asked. */
    void close() {
        changes.close();
        viewModel.stop();
        demo.close();
    }

    /** The places of a tenant, a line for each; the rail has them in the order of {@link PlaceId}. */
    private List<Place> places(Tenant tenant) {
        Inspector inspector = gate.inspector(tenant.id());
        var acting = new Acting(gate.operator(tenant.id(), operator), environment(), tenant.name(), dialogs);
        return List.of(
                new TasksPlace(context, inspector, acting),
                new LeasesPlace(context, inspector, acting),
                new ReceiptsPlace(context, inspector, acting),
                new ObligationsPlace(context, inspector, acting),
                new SubmitPlace(context, gate.tasker(tenant.id(), operator), inspector, drafts(tenant)),
                demo,
                new LedgerPlace(context, inspector, acting),
                Anomalies.place(context, inspector),
                AuditTrail.place(context, inspector));
    }

    private Path drafts(Tenant tenant) {
        return gate.settings().dataDir().resolve("drafts").resolve(tenant.id().toString());
    }

    private Callable<Pulse> pulse(Tenant tenant) {
        Inspector inspector = gate.inspector(tenant.id());
        String server = server();
        return () -> {
            Duration latency = gate.ping();
            return new Pulse(server, latency, byWireName(inspector.countTasks()));
        };
    }

    private static Map<String, Long> byWireName(Map<TaskStatus, Long> counts) {
        return counts.entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().wireName(), Map.Entry::getValue));
    }

    private String server() {
        EmbeddedPostgres embedded = gate.embedded();
        return embedded == null
                ? gate.settings().database().url().toString()
                : context.texts().text("server.embedded", embedded.serverVersion());
    }

    private Environment environment() {
        if (gate.embedded() != null) {
            return Environment.local();
        }
        Settings.Environment kind = gate.settings().environment();
        Environment.Guard guard =
                kind == Settings.Environment.PRODUCTION ? Environment.Guard.TYPED_CONFIRMATION : Environment.Guard.OPEN;
        return new Environment(gate.settings().instanceId(), Environment.Kind.valueOf(kind.name()), guard);
    }
}
