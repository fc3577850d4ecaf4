package dev.asyncgate.app.leases;

import dev.asyncgate.app.acts.Act;
import dev.asyncgate.app.acts.ActStrip;
import dev.asyncgate.app.acts.Acting;
import dev.asyncgate.app.acts.Revocation;
import dev.asyncgate.app.leases.LeaseDossier.Event;
import dev.asyncgate.app.shell.Action;
import dev.asyncgate.app.shell.Command;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.ErrorNote;
import dev.asyncgate.app.shell.Gaps;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.theme.EndBadge;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Palette;
import dev.asyncgate.app.theme.StateLook;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.words.Durations;
import dev.asyncgate.app.words.Instants;
import dev.asyncgate.app.words.ShortId;
import dev.asyncgate.lease.LeaseSpan;
import dev.asyncgate.receipt.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Line;
import org.jspecify.annotations.Nullable;

/** Tells what is known of the selected lease. For the FX thread only. */
@SuppressWarnings({"NullAway.Init", "UnusedMethod"}) // the loader fills the fields and calls the methods
final class LeaseInspector {

    private final PlaceContext context;
    private final Acting acting;
    private final LeasesViewModel viewModel;
    private final ActStrip strip;
    private final ToggleGroup tabs = new ToggleGroup();
    private final Label held = label("", Styles.MONO, Styles.VALUE);
    private @Nullable LeaseDossier dossier;

    @FXML
    private VBox root;

    @FXML
    private Label title;

    @FXML
    private Label leaseId;

    @FXML
    private ToggleButton leaseTab;

    @FXML
    private ToggleButton eventsTab;

    @FXML
    private ToggleButton receiptsTab;

    @FXML
    private Label eventCount;

    @FXML
    private Label receiptCount;

    @FXML
    private VBox body;

    @FXML
    private VBox actHolder;

    LeaseInspector(PlaceContext context, Acting acting, LeasesViewModel viewModel) {
        this.context = context;
        this.acting = acting;
        this.viewModel = viewModel;
        this.strip = new ActStrip(context, viewModel.acts(), acting);
    }

    @FXML
    private void initialize() {
        tabs.getToggles().setAll(leaseTab, eventsTab, receiptsTab);
        leaseTab.setSelected(true);
        tabs.selectedToggleProperty().subscribe(selected -> {
            if (selected == null) {
                leaseTab.setSelected(true);
            }
            show();
        });
        actHolder.getChildren().setAll(strip);
        viewModel
                .selection()
                .leaseIdProperty()
                .subscribe((before, now) -> viewModel.acts().forget());
        viewModel.selection().dossierProperty().subscribe(known -> {
            dossier = known;
            show();
        });
        viewModel.selection().failureProperty().subscribe(ignored -> show());
        context.themes().paletteProperty().subscribe(ignored -> show());
        viewModel.nowProperty().subscribe(ignored -> tellHeld());
    }

    Parent root() {
        return root;
    }

    private void show() {
        Exception failure = viewModel.selection().failureProperty().get();
        LeaseDossier known = dossier;
        strip.offer(known == null ? List.of() : acts(known.lease()), ways());
        if (known == null) {
            body.getChildren()
                    .setAll(failure == null ? List.of() : List.of(section(ErrorNote.of(context.texts(), failure))));
            return;
        }
        String end = LeaseBar.endOf(known.lease());
        title.setText(text("title_" + end));
        title.setGraphic(new EndBadge(StateLook.ofLease(end), palette()));
        leaseId.setText(known.leaseId().toString());
        eventCount.setText(Integer.toString(known.events().size()));
        receiptCount.setText(Integer.toString(known.receipts().size()));
        if (eventsTab.isSelected()) {
            body.getChildren().setAll(events(known));
        } else if (receiptsTab.isSelected()) {
            body.getChildren().setAll(receipts(known));
        } else {
            body.getChildren().setAll(facts(known), events(known));
            known.lease().lateAttempts().forEach(late -> body.getChildren().add(refused(known.lease(), late)));
            body.getChildren().add(kin(known));
        }
    }

    // ---- sections

    private Node facts(LeaseDossier known) {
        LeaseSpan lease = known.lease();
        var grid = new GridPane();
        grid.getStyleClass().add(Styles.KEY_VALUES);
        fact(grid, "task", taskRow(known));
        String instance = lease.workerInstanceId();
        var worker = new HBox(label(lease.workerId(), Styles.MONO, Styles.VALUE));
        worker.getStyleClass().add("task-row");
        if (instance != null) {
            worker.getChildren().add(label(text("instance", instance), Styles.MONO, Styles.SMALL, Styles.SUBTLE));
        }
        fact(grid, "worker", worker);
        fact(grid, "capabilities", capabilities(lease));
        fact(grid, "acquired", instant(lease.acquiredAt()));
        fact(
                grid,
                "started",
                lease.startedAt() == null ? label(text("not_started"), Styles.VALUE) : instant(lease.startedAt()));
        boolean expired = LeaseBar.endOf(lease).equals("expired");
        fact(grid, expired ? "expired" : "expires", instant(lease.expiresAt()));
        if (lease.endedAt() != null && !expired) {
            fact(grid, "ended", instant(lease.endedAt()));
        }
        tellHeld();
        fact(grid, "held", held);
        return section(grid);
    }

    private void fact(GridPane grid, String key, Node value) {
        grid.addRow(grid.getRowCount(), label(text("key_" + key), Styles.KEY), value);
    }

    private Node taskRow(LeaseDossier known) {
        var link = new Button(ShortId.of(known.lease().taskId()));
        link.getStyleClass().addAll(Styles.LINK, Styles.MONO);
        link.setOnAction(event -> openTask());
        var row = new HBox(
                Glyphs.state(known.taskStatus().wireName(), 12),
                label(known.lease().type(), Styles.VALUE),
                link);
        row.getStyleClass().add("task-row");
        return row;
    }

    private Node capabilities(LeaseSpan lease) {
        if (lease.capabilities().isEmpty()) {
            return label(text("none"), Styles.VALUE, Styles.SUBTLE);
        }
        var row = new javafx.scene.layout.FlowPane(4, 4);
        row.setPrefWrapLength(200);
        lease.capabilities().forEach(capability -> row.getChildren().add(label(capability, Styles.TAG)));
        return row;
    }

    private Node events(LeaseDossier known) {
        List<Event> events = known.events();
        var rows = new VBox();
        for (int i = 0; i < events.size(); i++) {
            rows.getChildren().add(eventRow(events.get(i), i > 0, i < events.size() - 1));
        }
        return section(heading("events"), rows);
    }

    private Node eventRow(Event event, boolean above, boolean below) {
        String words = switch (event) {
            case Event.Claimed ignored -> text("event_claimed");
            case Event.Started ignored -> text("event_started");
            case Event.Renewed ignored -> text("event_renewed");
            case Event.Ended ended ->
                LeaseBar.endOf(lease()).equals("expired")
                        ? text("event_expired")
                        : ended.reason().wireName();
        };
        String note = switch (event) {
            case Event.Claimed claimed -> text("event_ttl", claimed.ttl().toSeconds());
            case Event.Started ignored -> "";
            case Event.Renewed renewed -> text("event_to", Instants.second(renewed.expiresAt()));
            case Event.Ended ended -> ended.late().isZero() ? "" : text("event_late", Durations.precise(ended.late()));
        };
        var row = new HBox(
                dot(event, above, below),
                label(Instants.second(event.at()), Styles.MONO, Styles.MUTED, "event-time"),
                label(words),
                Gaps.grow(),
                label(note, Styles.MONO, Styles.MUTED, "event-note"));
        row.getStyleClass().add("event-row");
        return row;
    }

    private Node dot(Event event, boolean above, boolean below) {
        Palette palette = palette();
        var line = new Line(5, above ? 0 : 11, 5, below ? 22 : 11);
        line.setStroke(palette.border());
        boolean end = event instanceof Event.Ended;
        var colour =
                end ? palette.shades(StateLook.ofLease(LeaseBar.endOf(lease()))).full() : palette.textMuted();
        var circle = new Circle(5, 11, 3.5, end ? colour : palette.subtle());
        circle.setStroke(colour);
        circle.setStrokeWidth(1.4);
        var pane = new Pane(line, circle);
        pane.setMinSize(16, 22);
        pane.setMaxSize(16, 22);
        return pane;
    }

    private Node refused(LeaseSpan lease, LeaseSpan.LateAttempt late) {
        Instant end = lease.endedAt() == null ? lease.expiresAt() : lease.endedAt();
        var heading = new HBox(
                label(text("refused_title"), Styles.SECTION_TITLE, "refused-title"),
                Gaps.grow(),
                label(Instants.second(late.at()), Styles.MONO, Styles.TINY, Styles.SUBTLE));
        String after = Durations.precise(Duration.between(end, late.at()));
        var call = new HBox(
                4,
                label(late.operation(), Styles.SMALL, Styles.MEDIUM),
                label(text("refused_from", lease.workerId(), after), Styles.SMALL));
        var words = new VBox(
                call,
                label(late.code(), Styles.MONO, Styles.TINY),
                label(text("refused_note"), Styles.SMALL, Styles.MUTED));
        words.getStyleClass().add("refused-words");
        words.getChildren().stream()
                .filter(Label.class::isInstance)
                .forEach(label -> ((Label) label).setWrapText(true));
        HBox.setHgrow(words, Priority.ALWAYS);
        var note = new HBox(words);
        note.getStyleClass().addAll(Styles.NOTE, Styles.NOTE_DANGER);
        return section(heading, note);
    }

    private Node kin(LeaseDossier known) {
        var rows = new VBox();
        rows.getStyleClass().add("kin-list");
        for (LeaseSpan lease : known.ofTask()) {
            String end = LeaseBar.endOf(lease);
            var state = label(end, "kin-end");
            state.setGraphic(new EndBadge(StateLook.ofLease(end), palette()));
            String time = Durations.precise(
                    LeaseDossier.held(lease, viewModel.nowProperty().get()));
            var row = new HBox(
                    state,
                    label(lease.workerId(), Styles.MONO),
                    Gaps.grow(),
                    label(Instants.second(lease.acquiredAt()), Styles.MONO, Styles.MUTED),
                    label(time, Styles.MONO, "kin-held"));
            row.getStyleClass().add("kin-row");
            if (lease.leaseId().equals(known.leaseId())) {
                row.getStyleClass().add("selected");
            }
            row.setOnMouseClicked(event -> viewModel.reveal(lease.leaseId(), lease.taskId()));
            rows.getChildren().add(row);
        }
        return section(heading("of_task"), rows);
    }

    private Node receipts(LeaseDossier known) {
        var rows = new VBox();
        for (Receipt receipt : known.receipts()) {
            String type = receipt.type().wireName();
            var row = new HBox(
                    Glyphs.receipt(type, 13),
                    label(type),
                    Gaps.grow(),
                    label(Instants.second(receipt.createdAt()), Styles.MONO, Styles.MUTED));
            row.getStyleClass().add("kin-row");
            row.setSpacing(8);
            row.setOnMouseClicked(event -> context.navigator()
                    .go(new Destination.ShowReceipt(
                            receipt.receiptId(), known.lease().taskId())));
            rows.getChildren().add(row);
        }
        if (known.receipts().isEmpty()) {
            rows.getChildren().add(label(text("no_receipts"), Styles.SMALL, Styles.MUTED));
        }
        return section(heading("receipts"), rows);
    }

    // ---- parts

    private LeaseSpan lease() {
        return java.util.Objects.requireNonNull(dossier).lease();
    }

    private void tellHeld() {
        LeaseDossier known = dossier;
        if (known != null) {
            held.setText(Durations.precise(
                    LeaseDossier.held(known.lease(), viewModel.nowProperty().get())));
        }
    }

    private Palette palette() {
        return context.themes().paletteProperty().get();
    }

    private Label heading(String key) {
        return label(text(key), Styles.SECTION_TITLE);
    }

    private static Label instant(Instant instant) {
        return label(Instants.micros(instant), Styles.MONO, Styles.VALUE);
    }

    private static VBox section(Node... parts) {
        var section = new VBox(parts);
        section.getStyleClass().add(Styles.SECTION);
        return section;
    }

    private static Label label(String text, String... styles) {
        var label = new Label(text);
        label.getStyleClass().addAll(styles);
        label.setMinWidth(Region.USE_COMPUTED_SIZE);
        return label;
    }

    private String text(String key, Object... values) {
        return context.texts().text("leases." + key, values);
    }

    // ---- actions

    /** An operator revokes; releasing is its holder's own affair, and the words say so. */
    private List<Act> acts(LeaseSpan lease) {
        String whyNot = acting.environment().isReadOnly()
                ? context.texts().text("act.read_only")
                : lease.isLive() ? null : text("why_not_revoke", LeaseBar.endOf(lease));
        return List.of(new Act(
                "bolt",
                text("revoke"),
                whyNot,
                text("revoke_help", lease.workerId()),
                () -> viewModel.acts().ask(Revocation.of(context.texts(), acting, lease))));
    }

    /** What can be done about the selected lease now, for the palette. */
    List<Command> commands() {
        LeaseDossier known = dossier;
        if (known == null) {
            return List.of();
        }
        String subject = known.lease().workerId() + " " + ShortId.of(known.leaseId());
        return Act.commands(context.texts(), acts(known.lease()), subject);
    }

    @FXML
    private void close() {
        viewModel.selection().clear();
    }

    @FXML
    private void copyId() {
        var content = new ClipboardContent();
        content.putString(leaseId.getText());
        Clipboard.getSystemClipboard().setContent(content);
    }

    private List<Action> ways() {
        return List.of(
                Action.of(text("show_receipts"), this::showReceipts), Action.of(text("open_task"), this::openTask));
    }

    private void showReceipts() {
        if (dossier != null) {
            context.navigator().go(new Destination.ShowReceipts(lease().taskId()));
        }
    }

    private void openTask() {
        if (dossier != null) {
            context.navigator().go(new Destination.ShowTask(lease().taskId()));
        }
    }
}
