package dev.asyncgate.app;

import dev.asyncgate.app.acts.Acting;
import dev.asyncgate.app.anomalies.Anomalies;
import dev.asyncgate.app.asof.AsOfPlace;
import dev.asyncgate.app.audit.AuditTrail;
import dev.asyncgate.app.cli.Version;
import dev.asyncgate.app.connections.Connections;
import dev.asyncgate.app.connections.ConnectionsPlace;
import dev.asyncgate.app.connections.Profile;
import dev.asyncgate.app.demo.DemoPlace;
import dev.asyncgate.app.doctor.DoctorPlace;
import dev.asyncgate.app.gateway.GatewayPlace;
import dev.asyncgate.app.gateway.LocalGateway;
import dev.asyncgate.app.leases.LeasesPlace;
import dev.asyncgate.app.ledger.LedgerPlace;
import dev.asyncgate.app.obligations.ObligationsPlace;
import dev.asyncgate.app.overview.Installed;
import dev.asyncgate.app.overview.OverviewPlace;
import dev.asyncgate.app.preferences.SettingsPlace;
import dev.asyncgate.app.receipts.ReceiptsPlace;
import dev.asyncgate.app.schedules.LocalSchedulers;
import dev.asyncgate.app.schedules.SchedulesPlace;
import dev.asyncgate.app.shell.Destination.ShowPlace;
import dev.asyncgate.app.shell.Dialogs;
import dev.asyncgate.app.shell.Finder;
import dev.asyncgate.app.shell.Place;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.app.shell.Preferences;
import dev.asyncgate.app.shell.Pulse;
import dev.asyncgate.app.shell.RefusedPlace;
import dev.asyncgate.app.shell.Shell;
import dev.asyncgate.app.shell.ShellViewModel;
import dev.asyncgate.app.shell.Tenant;
import dev.asyncgate.app.submit.SubmitPlace;
import dev.asyncgate.app.tasks.TasksPlace;
import dev.asyncgate.app.words.Curl;
import dev.asyncgate.app.words.Instants;
import dev.asyncgate.app.words.ShortId;
import dev.asyncgate.app.workers.WayIn;
import dev.asyncgate.app.workers.WorkersPlace;
import dev.asyncgate.database.ChangeFeed;
import dev.asyncgate.database.Migration;
import dev.asyncgate.database.embedded.EmbeddedPostgres;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.engine.Tasker;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.settings.Origin;
import dev.asyncgate.settings.Settings;
import dev.asyncgate.task.TaskFilter;
import dev.asyncgate.task.TaskSort;
import dev.asyncgate.task.TaskStatus;
import dev.asyncgate.workers.demo.Demo;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.Parent;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** What stands in the window once the engine is open: the parts list of shell and places. For the FX thread. */
final class Desk {

    /** The tenant of those who name none. */
    static final Tenant DEFAULT = new Tenant(Gate.DEFAULT_TENANT, "default");

    /** Where the demo plays. */
    static final Tenant DEMO = new Tenant(Demo.TENANT, Demo.TENANT_NAME);

    /** The key of the tenant shown, in what is remembered. */
    private static final String TENANT = "tenant";

    /** How many tasks, and names of each kind, the palette shows. */
    private static final int FOUND = 6;

    private final Gate gate;
    private final Profile profile;
    private final PlaceContext context;
    private final Connections connections;
    private final Consumer<Connections.Outcome.Opened> change;
    private final Tenant first;
    private final Preferences preferences;
    private final ShellViewModel viewModel;
    /** One for all tenants: whoever looks at it looks at the same demo. Null as long as nothing plays and nobody looked. */
    private @Nullable DemoPlace demo;

    private final LocalSchedulers schedulers;
    private final LocalGateway gateway;

    /** Read by the change feed's thread. */
    private volatile UUID shownTenant = DEFAULT.id();

    private final Shell shell;
    private final Dialogs dialogs = new Dialogs();
    private final ChangeFeed.Subscription changes;

    /** The choices of the console that this desk follows while it stands. */
    private final Subscription follows;

    /**
     * Opens on a database.
     *
     * @param change takes the window over when another database was connected to
     * @param playing a demo that plays already; null for none
     */
    Desk(
            Connections.Outcome.Opened opened,
            PlaceContext context,
            Preferences preferences,
            Connections connections,
            Consumer<Connections.Outcome.Opened> change,
            @Nullable Demo playing) {
        this.gate = opened.gate();
        this.profile = opened.profile();
        this.context = context;
        this.connections = connections;
        this.change = change;
        this.first = first(profile.tenant());
        this.preferences = preferences;
        sayTimes();
        this.viewModel = new ShellViewModel(
                context.background(),
                context.clock(),
                tenantLeftOpen(),
                this::pulse,
                () -> gate.changes().lastOutage());
        this.schedulers = new LocalSchedulers(gate);
        this.gateway = new LocalGateway(gate, Version.number(), context.clock());
        this.demo = playing == null ? null : new DemoPlace(context, gate, this::showTenant, playing);
        this.shell = new Shell(
                context,
                viewModel,
                new Shell.Session(
                        profile.environment(),
                        tenants(),
                        preferences.operatorProperty().map(ignored -> operator().toString()),
                        dialogs,
                        this::find),
                this::places);
        viewModel.tenantProperty().subscribe(tenant -> {
            shownTenant = tenant.id();
            context.memory().put(TENANT, tenant.name());
        });
        follows = preferences
                .timesProperty()
                .subscribe((before, now) -> {
                    sayTimes();
                    shell.renew();
                })
                .and(preferences.operatorProperty().subscribe((before, now) -> shell.renew()));
        viewModel.start();
        changes = gate.changes().subscribe(this::hear);
    }

    /** For the palette, off the FX thread. */
    private Finder.Finds find(Tenant tenant, String text, boolean ids) {
        Inspector inspector = gate.inspector(tenant.id());
        var filter = new TaskFilter(Set.of(), List.of(), null, null, null, text);
        return new Finder.Finds(
                inspector.listTasks(filter, TaskSort.NEWEST_FIRST, FOUND, null).tasks(),
                ids ? List.of() : inspector.findNames(text, FOUND));
    }

    private Tenant tenantLeftOpen() {
        return DEMO.name().equals(context.memory().get(TENANT)) ? DEMO : first;
    }

    private static Tenant first(UUID tenant) {
        return Stream.of(DEFAULT, DEMO)
                .filter(known -> known.id().equals(tenant))
                .findFirst()
                .orElseGet(() -> new Tenant(tenant, ShortId.of(tenant)));
    }

    private List<Tenant> tenants() {
        return Stream.of(DEFAULT, DEMO, first).distinct().toList();
    }

    /** Who acts: whom the profile names, else whom the settings of the console name. */
    private Principal operator() {
        return profile.hasName() ? Principal.external(PrincipalKind.HUMAN, profile.operator()) : preferences.operator();
    }

    private void sayTimes() {
        Clock clock = context.clock();
        Instants.say(
                switch (preferences.timesProperty().get()) {
                    case UTC -> new Instants.Manner(ZoneOffset.UTC, null, clock);
                    case LOCAL -> new Instants.Manner(ZoneId.systemDefault(), null, clock);
                    case RELATIVE ->
                        new Instants.Manner(
                                ZoneOffset.UTC, age -> context.texts().text("stamp.ago", age), clock);
                });
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

    /** The gateway of this program. */
    LocalGateway gateway() {
        return gateway;
    }

    private void showTenant(UUID tenantId) {
        showTenant(tenantId.equals(DEMO.id()) ? DEMO : DEFAULT);
    }

    /** Shows another tenant's work. */
    void showTenant(Tenant tenant) {
        viewModel.tenantProperty().set(tenant);
    }

    /** The places that there are. */
    List<PlaceId> placeIds() {
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
        follows.unsubscribe();
        shell.close();
        viewModel.stop();
        if (demo != null) {
            demo.close();
        }
        schedulers.close();
        gateway.close();
    }

    /** How the places of a tenant are made, a line for each; the rail has them in the order of {@link PlaceId}. */
    private Map<PlaceId, Supplier<? extends Place>> places(Tenant tenant) {
        PlaceContext context =
                this.context.remembering(this.context.memory().part(tenant.id().toString()));
        Inspector inspector = gate.inspector(tenant.id());
        Principal operator = operator();
        Tasker tasker = gate.tasker(tenant.id(), operator);
        var acting = new Acting(gate.operator(tenant.id(), operator), profile.environment(), tenant.name(), dialogs);
        Settings settings = gate.settings();
        boolean delivers = settings.receipts().receiptGate() != null;
        var places = new EnumMap<PlaceId, Supplier<? extends Place>>(PlaceId.class);
        places.put(PlaceId.OVERVIEW, () -> new OverviewPlace(context, inspector, preferences, installed()));
        places.put(PlaceId.TASKS, () -> new TasksPlace(context, inspector, acting));
        places.put(PlaceId.LEASES, () -> new LeasesPlace(context, inspector, acting));
        places.put(PlaceId.RECEIPTS, () -> new ReceiptsPlace(context, inspector, acting, delivers));
        places.put(PlaceId.OBLIGATIONS, () -> new ObligationsPlace(context, inspector, acting, this::curl));
        int maxRenewals = settings.leases().maxRenewals();
        places.put(PlaceId.WORKERS, () -> new WorkersPlace(context, inspector, acting, maxRenewals, this::wayIn));
        places.put(PlaceId.ASOF, () -> new AsOfPlace(context, inspector));
        places.put(
                PlaceId.SUBMIT,
                making(PlaceId.SUBMIT, () -> new SubmitPlace(context, tasker, inspector, drafts(tenant))));
        places.put(PlaceId.SCHEDULES, () -> new SchedulesPlace(context, inspector, tasker, acting, schedulers));
        places.put(PlaceId.DEMO, making(PlaceId.DEMO, this::demo));
        places.put(PlaceId.LEDGER, () -> new LedgerPlace(context, inspector, acting, delivers));
        places.put(PlaceId.ANOMALIES, () -> Anomalies.place(context, inspector));
        places.put(PlaceId.AUDIT, () -> AuditTrail.place(context, inspector));
        places.put(PlaceId.GATEWAY, () -> new GatewayPlace(context, inspector, acting, gateway));
        places.put(PlaceId.DOCTOR, () -> new DoctorPlace(context, gate, inspector));
        places.put(PlaceId.CONNECTIONS, () -> new ConnectionsPlace(context, connections, dialogs, profile, change));
        places.put(PlaceId.SETTINGS, () -> new SettingsPlace(context, preferences, settings.entries()));
        return places;
    }

    private DemoPlace demo() {
        if (demo == null) {
            demo = new DemoPlace(context, gate, this::showTenant, null);
        }
        return demo;
    }

    private WayIn wayIn() {
        return new WayIn(gateway.address(), gateway.isOpen(), isKeyed());
    }

    private Curl curl() {
        return new Curl(gateway.address(), isKeyed());
    }

    private boolean isKeyed() {
        return !gate.settings().gateway().allowInsecureDev();
    }

    /** A place that is there to make something; where one may only read it says so instead. */
    private Supplier<Place> making(PlaceId id, Supplier<Place> place) {
        return profile.isReadOnly() ? () -> new RefusedPlace(context, id, profile.environment()) : place;
    }

    private Installed installed() {
        Settings settings = gate.settings();
        return new Installed(
                server(),
                settings.dataDir().toString(),
                Migration.NEWEST,
                settings.leases().sweepEnabled() ? settings.leases().sweepInterval() : null,
                (int) settings.entries().stream()
                        .filter(entry -> !(entry.origin() instanceof Origin.Default))
                        .count(),
                settings.entries().size());
    }

    /** What was typed for one database is not offered to another. */
    private Path drafts(Tenant tenant) {
        Path all = gate.settings().dataDir().resolve("drafts");
        Path here = profile.hasName() ? all.resolve(profile.id().toString()) : all;
        return here.resolve(tenant.id().toString());
    }

    private Callable<Pulse> pulse(Tenant tenant) {
        Inspector inspector = gate.inspector(tenant.id());
        String server = server();
        return () -> {
            Duration latency = gate.ping();
            Duration slowPoll = gate.changes().isDeaf() ? ChangeFeed.SLOW_POLL : null;
            return new Pulse(server, latency, byWireName(inspector.countTasks()), slowPoll);
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
}
