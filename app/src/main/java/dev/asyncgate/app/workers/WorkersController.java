package dev.asyncgate.app.workers;

import dev.asyncgate.app.export.ExportBar;
import dev.asyncgate.app.export.SavePrompt;
import dev.asyncgate.app.rows.ChoiceMenu;
import dev.asyncgate.app.rows.Column;
import dev.asyncgate.app.rows.RowItem;
import dev.asyncgate.app.rows.RowsContent;
import dev.asyncgate.app.rows.RowsTable;
import dev.asyncgate.app.shell.Action;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Messages;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.app.shell.Segments;
import dev.asyncgate.app.theme.EndBadge;
import dev.asyncgate.app.theme.EndedBar;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.StateLook;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.words.Durations;
import dev.asyncgate.lease.LeaseEnd;
import dev.asyncgate.lease.SeenWorker;
import dev.asyncgate.lease.SeenWorker.Held;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Ties the place's FXML to its view-model. For the FX thread only. */
@SuppressWarnings("NullAway.Init") // the loader fills the fields
final class WorkersController {

    private static final double ENDED_WIDTH = 80;

    /** In per cent: from here on somebody should look. */
    private static final double MANY_FAILED = 10;

    /** A lease that runs out within this time is told in amber. */
    private static final Duration SOON = Duration.ofSeconds(30);

    private static final Duration NOW = Duration.ofSeconds(3);
    private static final int MOST_TICKS = 10;

    /** The first segment lets any through. */
    private enum Choice {
        ALL(null),
        HOLDING(Standing.HOLDING),
        IDLE(Standing.IDLE),
        GONE(Standing.GONE);

        private final @Nullable Standing standing;

        Choice(@Nullable Standing standing) {
            this.standing = standing;
        }
    }

    private final PlaceContext context;
    private final WorkersViewModel viewModel;
    private final int mostRenewals;
    private final SavePrompt prompt;
    private final Runnable connect;
    private final RowsTable<SeenWorker> table;

    @FXML
    private VBox root;

    @FXML
    private Label count;

    @FXML
    private Label note;

    @FXML
    private MenuButton exportMenu;

    @FXML
    private HBox tools;

    @FXML
    private MenuButton capabilityMenu;

    @FXML
    private HBox spans;

    private Segments<Choice> standings;

    /** {@code connect} tells how a worker is connected. */
    WorkersController(
            PlaceContext context, WorkersViewModel viewModel, int mostRenewals, SavePrompt prompt, Runnable connect) {
        this.context = context;
        this.viewModel = viewModel;
        this.mostRenewals = mostRenewals;
        this.prompt = prompt;
        this.connect = connect;
        this.table = new RowsTable<>(text("table"), viewModel.rows(), columns());
    }

    @FXML
    void initialize() {
        standings = new Segments<>(List.of(Choice.values()), choice -> words(choice, null), this::choose);
        tools.getChildren().addFirst(standings);
        var capabilities = new ChoiceMenu<String>(
                capabilityMenu,
                text("has"),
                text("any_capability"),
                it -> it,
                wanted -> viewModel.rows().show(query().having(wanted)));
        var lengths = new Segments<>(
                Arrays.asList(Span.values()),
                span -> text("span." + span.name().toLowerCase(Locale.ROOT)),
                viewModel.spanProperty()::set);
        spans.getChildren().add(lengths);
        viewModel.spanProperty().subscribe(lengths::tell);
        viewModel.rows().queryProperty().subscribe(asked -> {
            standings.tell(choice(asked.standing()));
            capabilities.tell(asked.capability());
        });
        var exportBar = new ExportBar(context, viewModel.export());
        exportBar.fill(exportMenu, prompt, viewModel::exportable);
        table.node().addEventHandler(KeyEvent.KEY_PRESSED, this::keyPressed);
        var foot = new WorkersFoot(context);
        root.getChildren()
                .addAll(
                        exportBar,
                        new RowsContent(context, viewModel.rows(), table.node(), this::empty, this::filtered),
                        foot);
        viewModel.readingProperty().subscribe(reading -> {
            if (reading != null) {
                tell(reading);
                capabilities.offer(List.copyOf(reading.capabilities()));
                capabilities.tell(query().capability());
                foot.tell(reading);
            }
        });
    }

    @FXML
    void connect() {
        connect.run();
    }

    private void keyPressed(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER && viewModel.toggleSelected()) {
            event.consume();
        }
    }

    void takeFocus() {
        table.takeFocus();
    }

    void focusFilter() {
        capabilityMenu.requestFocus();
        capabilityMenu.show();
    }

    private WorkerQuery query() {
        return viewModel.rows().queryProperty().get();
    }

    private void choose(Choice choice) {
        viewModel.rows().show(query().with(choice.standing));
    }

    private static Choice choice(@Nullable Standing standing) {
        return Stream.of(Choice.values())
                .filter(choice -> choice.standing == standing)
                .findFirst()
                .orElseThrow();
    }

    private String words(Choice choice, @Nullable Reading reading) {
        String name = text("standing." + choice.name().toLowerCase(Locale.ROOT));
        Standing standing = choice.standing;
        return reading == null || standing == null ? name : text("standing", name, reading.count(standing));
    }

    private void tell(Reading reading) {
        count.setText(text("number", reading.seen().total()));
        long gone = reading.count(Standing.GONE);
        String words = text("note", reading.workers().size() - gone, gone);
        note.setText(reading.seen().complete() ? words : words + ", " + text("cut"));
        standings.reword(choice -> words(choice, reading));
        table.node().refresh();
    }

    // ---- rows

    private List<Column<SeenWorker>> columns() {
        return List.of(
                Column.of(text("column_worker"), 100, this::paintName, "first"),
                Column.of(text("column_capabilities"), 132, this::paintCapabilities),
                Column.<SeenWorker>of(text("column_holds"), 172, this::paintHolds)
                        .ticks(),
                Column.of(text("column_ended"), 96, this::paintEnded),
                Column.<SeenWorker>mono(
                        text("column_leases"), 54, it -> text("number", it.leasesEnded()), "align-right"),
                Column.of(text("column_failed"), 62, this::paintFailed, Styles.MONO, "align-right"),
                Column.of(text("column_expired"), 58, this::paintExpired, Styles.MONO, "align-right"),
                Column.of(text("column_late"), 42, this::paintLate, Styles.MONO, "align-right"),
                Column.of(text("column_renewals"), 76, this::paintRenewals),
                Column.<SeenWorker>of(text("column_seen"), 82, this::paintSeen, "align-right")
                        .ticks());
    }

    private void paintName(TableCell<RowItem<SeenWorker>, SeenWorker> cell, SeenWorker it) {
        if (WorkerGroups.isGroup(it)) {
            boolean isOpen = query().open().contains(it.worker().id());
            var opener = new Button(it.worker().id(), Glyphs.icon(isOpen ? "down" : "right", 10));
            opener.getStyleClass().addAll(Styles.FLAT, Styles.MONO, "group-opener");
            opener.setAccessibleText(
                    text(isOpen ? "close_group" : "open_group", it.worker().id()));
            opener.setOnAction(event -> viewModel.toggle(it));
            cell.setGraphic(opener);
            return;
        }
        var name = new Label(it.worker().id());
        name.getStyleClass().add(Styles.MONO);
        var box = new HBox(6, name);
        box.setAlignment(Pos.CENTER_LEFT);
        if (WorkerGroups.isMember(it, query().open())) {
            box.getStyleClass().add("group-member");
        }
        String instance = it.instanceId();
        if (instance != null) {
            var tag = new Label(instance);
            tag.getStyleClass().addAll(Styles.MONO, Styles.SUBTLE);
            box.getChildren().add(tag);
        }
        cell.setGraphic(box);
        cell.setTooltip(new Tooltip(it.worker().toString()));
    }

    private void paintCapabilities(TableCell<RowItem<SeenWorker>, SeenWorker> cell, SeenWorker it) {
        Reading reading = viewModel.readingProperty().get();
        if (WorkerGroups.isGroup(it) && reading != null) {
            cell.setText(
                    text("workers", WorkerGroups.members(it, reading.workers()).size()));
            cell.getStyleClass().add(Styles.MUTED);
            return;
        }
        if (!it.capabilities().isEmpty()) {
            cell.setGraphic(tags(it.capabilities()));
        }
    }

    static HBox tags(List<String> capabilities) {
        var tags = new HBox(4);
        tags.setAlignment(Pos.CENTER_LEFT);
        for (String capability : capabilities) {
            var tag = new Label(capability);
            tag.getStyleClass().add(Styles.TAG);
            tag.setMinWidth(Region.USE_PREF_SIZE);
            tags.getChildren().add(tag);
        }
        return tags;
    }

    private void paintHolds(TableCell<RowItem<SeenWorker>, SeenWorker> cell, SeenWorker it) {
        Standing standing = Standing.of(it, viewModel.rows().nowProperty().get());
        if (standing != Standing.HOLDING) {
            cell.setText(text("standing." + standing.key() + ".note"));
            cell.getStyleClass().add(standing == Standing.GONE ? Styles.WARN : Styles.MUTED);
            return;
        }
        if (WorkerGroups.isGroup(it)) {
            cell.setText(text("holds_leases", it.holds().size()));
            cell.getStyleClass().add(Styles.MUTED);
            return;
        }
        Held first = it.holds().getFirst();
        Duration left = Duration.between(viewModel.rows().nowProperty().get(), first.expiresAt());
        var countdown = new Label(Durations.countdown(left));
        countdown.getStyleClass().add(Styles.MONO);
        if (left.compareTo(SOON) < 0) {
            countdown.getStyleClass().add(Styles.WARN);
        }
        countdown.setMinWidth(Region.USE_PREF_SIZE);
        var type = new Label(first.type());
        type.setMinWidth(0);
        var badge = new EndBadge(
                StateLook.ofLease("active"), context.themes().paletteProperty().get());
        var box = new HBox(6, badge, type, countdown);
        box.setAlignment(Pos.CENTER_LEFT);
        if (it.holds().size() > 1) {
            var more = new Label(text("more", it.holds().size() - 1));
            more.getStyleClass().addAll(Styles.MONO, Styles.MUTED);
            more.setMinWidth(Region.USE_PREF_SIZE);
            box.getChildren().add(more);
        }
        cell.setGraphic(box);
    }

    private void paintEnded(TableCell<RowItem<SeenWorker>, SeenWorker> cell, SeenWorker it) {
        if (it.leasesEnded() == 0) {
            cell.setText(text("nothing"));
            cell.getStyleClass().add(Styles.MUTED);
            return;
        }
        cell.setGraphic(new EndedBar(it.ended(), ENDED_WIDTH));
        cell.setTooltip(new Tooltip(EndedBar.words(it.ended())));
    }

    private void paintFailed(TableCell<RowItem<SeenWorker>, SeenWorker> cell, SeenWorker it) {
        if (it.leasesEnded() > 0) {
            int failed =
                    it.ended().getOrDefault(LeaseEnd.FAILED, 0) + it.ended().getOrDefault(LeaseEnd.RETRIED, 0);
            double percent = 100.0 * failed / it.leasesEnded();
            cell.setText(text("percent", percent));
            if (percent >= MANY_FAILED) {
                cell.getStyleClass().add(Styles.BAD);
            }
        }
    }

    private void paintExpired(TableCell<RowItem<SeenWorker>, SeenWorker> cell, SeenWorker it) {
        count(cell, it.ended().getOrDefault(LeaseEnd.EXPIRED, 0));
    }

    private void paintLate(TableCell<RowItem<SeenWorker>, SeenWorker> cell, SeenWorker it) {
        count(cell, it.lateAttempts());
    }

    /** Amber where there is any. */
    private void count(TableCell<RowItem<SeenWorker>, SeenWorker> cell, int number) {
        cell.setText(text("number", number));
        if (number > 0) {
            cell.getStyleClass().add(Styles.WARN);
        }
    }

    private void paintRenewals(TableCell<RowItem<SeenWorker>, SeenWorker> cell, SeenWorker it) {
        var ticks = new HBox(2);
        ticks.setAlignment(Pos.CENTER_LEFT);
        for (int i = 0; i < mostRenewals && i < MOST_TICKS; i++) {
            var tick = new Region();
            tick.getStyleClass().add("renewal-tick");
            if (i < it.mostRenewals()) {
                tick.getStyleClass().add(it.mostRenewals() >= mostRenewals ? "all-used" : "used");
            }
            ticks.getChildren().add(tick);
        }
        ticks.setAccessibleText(text("renewals_of", it.mostRenewals(), mostRenewals));
        cell.setGraphic(ticks);
        cell.setTooltip(new Tooltip(text("renewals_of", it.mostRenewals(), mostRenewals)));
    }

    private void paintSeen(TableCell<RowItem<SeenWorker>, SeenWorker> cell, SeenWorker it) {
        Duration ago =
                Duration.between(it.seenAt(), viewModel.rows().nowProperty().get());
        cell.setText(ago.compareTo(NOW) < 0 ? text("now") : text("ago", Durations.age(ago)));
    }

    // ---- messages

    private Region empty() {
        return Messages.empty(
                "workers",
                text("empty"),
                text("empty_text"),
                Action.primary(text("run_demo"), () -> context.navigator().go(new Destination.ShowPlace(PlaceId.DEMO))),
                Action.of(text("connect"), connect));
    }

    private Region filtered() {
        WorkerQuery asked = query();
        Standing standing = asked.standing();
        String words = text(
                "filtered",
                text("standing." + (standing == null ? "all" : standing.key())),
                asked.capability() == null ? text("any_capability") : asked.capability());
        return Messages.filteredToNothing(
                context.texts(), words, () -> viewModel.rows().show(WorkerQuery.ALL));
    }

    private String text(String key, Object... values) {
        return context.texts().text("workers." + key, values);
    }
}
