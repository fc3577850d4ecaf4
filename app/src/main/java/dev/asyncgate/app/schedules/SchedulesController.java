package dev.asyncgate.app.schedules;

import dev.asyncgate.app.rows.Column;
import dev.asyncgate.app.rows.RowItem;
import dev.asyncgate.app.rows.RowsContent;
import dev.asyncgate.app.rows.RowsTable;
import dev.asyncgate.app.shell.Action;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.ErrorNote;
import dev.asyncgate.app.shell.Gaps;
import dev.asyncgate.app.shell.Messages;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.SectionRow;
import dev.asyncgate.app.shell.Segments;
import dev.asyncgate.app.theme.CheckMark;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.words.Durations;
import dev.asyncgate.app.words.Instants;
import dev.asyncgate.app.words.Principals;
import dev.asyncgate.app.words.ShortId;
import dev.asyncgate.schedule.ScheduleRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Ties the place's FXML to its view-model. For the FX thread only. */
@SuppressWarnings({"NullAway.Init", "UnusedMethod"}) // the loader fills the fields and calls the methods
final class SchedulesController {

    private static final double STRIP_WIDTH = 300;

    /** A run that comes later than this after its instant was not fired in time. */
    private static final Duration ON_TIME = Duration.ofMinutes(1);

    private final PlaceContext context;
    private final SchedulesViewModel viewModel;
    private final Runnable create;
    private final boolean readOnly;
    private final RowsTable<Line> table;
    private final VBox failure = new VBox();
    private final HBox firing = new HBox();
    private final VBox firings = new VBox();
    private SectionRow firingsHead;

    @FXML
    private VBox root;

    @FXML
    private Label count;

    @FXML
    private Label note;

    @FXML
    private HBox tools;

    @FXML
    private Button newSchedule;

    SchedulesController(PlaceContext context, SchedulesViewModel viewModel, Runnable create, boolean readOnly) {
        this.context = context;
        this.viewModel = viewModel;
        this.create = create;
        this.readOnly = readOnly;
        this.table = new RowsTable<>(text("table"), viewModel.rows(), columns());
    }

    @FXML
    private void initialize() {
        var queries = new Segments<>(
                List.of(ScheduleQuery.values()),
                query -> text("query." + query.name().toLowerCase(Locale.ROOT)),
                viewModel.rows()::show);
        tools.getChildren().addAll(queries, Gaps.grow(), legend());
        viewModel.rows().queryProperty().subscribe(queries::tell);
        newSchedule.setDisable(readOnly);
        firing.getStyleClass().addAll(Styles.NOTE, "work-note");
        failure.managedProperty().bind(failure.visibleProperty());
        firingsHead = new SectionRow(text("firings"));
        firings.getStyleClass().add("schedule-firings");
        root.getChildren()
                .addAll(
                        failure,
                        firing,
                        new RowsContent(context, viewModel.rows(), table.node(), this::empty, this::filtered),
                        firingsHead,
                        firings);
        viewModel.standingProperty().subscribe(ignored -> tell());
        viewModel.firingHereProperty().subscribe(ignored -> tell());
        viewModel.switchingProperty().subscribe(ignored -> tell());
        viewModel.failureProperty().subscribe(this::tellFailure);
        context.themes().paletteProperty().subscribe(ignored -> table.node().refresh());
    }

    void takeFocus() {
        table.takeFocus();
    }

    void focusFilter() {
        tools.getChildren().getFirst().lookup(".toggle-button").requestFocus();
    }

    @FXML
    private void create() {
        create.run();
    }

    // ---- who fires

    private void tell() {
        Standing standing = viewModel.standingProperty().get();
        if (standing == null) {
            firing.setVisible(false);
            firing.setManaged(false);
            return;
        }
        count.setText(text("number", standing.total()));
        note.setText(text("note", standing.active(), standing.paused(), standing.stale()));
        firing.setVisible(true);
        firing.setManaged(true);
        tellWhoFires(standing);
        firingsHead.note(text("firings_note", standing.firings().size()));
        boolean any = !standing.firings().isEmpty();
        firingsHead.setVisible(any);
        firingsHead.setManaged(any);
        firings.getChildren()
                .setAll(standing.firings().stream().map(this::firing).toList());
    }

    private void tellWhoFires(Standing standing) {
        boolean here = viewModel.firingHereProperty().get();
        Instant overdue = standing.overdue();
        boolean nobody = !here && overdue != null;
        firing.getStyleClass().remove(Styles.NOTE_WARN);
        if (nobody) {
            firing.getStyleClass().add(Styles.NOTE_WARN);
        }
        String words;
        if (here) {
            words = text("fires.here");
        } else if (overdue != null) {
            words = text("fires.nobody", Durations.words(Duration.between(overdue, now())));
        } else if (standing.firings().isEmpty()) {
            words = text("fires.unknown");
        } else {
            words = text(
                    "fires.somebody",
                    Instants.second(standing.firings().getFirst().firedAt()));
        }
        var act = new Button(text(here ? "fires.stop" : "fires.start"));
        act.getStyleClass().add(Styles.SMALL_BUTTON);
        act.setMinWidth(Region.USE_PREF_SIZE);
        act.setDisable(viewModel.switchingProperty().get() || (readOnly && !here));
        act.setOnAction(event -> viewModel.fireHere(!here));
        var mark = here || (!nobody && !standing.firings().isEmpty()) ? CheckMark.HOLDS : CheckMark.NOT_YET;
        firing.getChildren()
                .setAll((nobody ? CheckMark.ATTENTION : mark).glyph(13), new Label(words), Gaps.grow(), act);
    }

    private void tellFailure(@Nullable Exception problem) {
        failure.setVisible(problem != null);
        if (problem != null) {
            failure.getChildren().setAll(ErrorNote.of(context.texts(), problem));
        }
    }

    private Node firing(ScheduleRun run) {
        var task = new Button(ShortId.of(run.taskId()));
        task.getStyleClass().addAll(Styles.LINK, Styles.MONO);
        task.setOnAction(event -> context.navigator().go(new Destination.ShowTask(run.taskId())));
        var schedule = new Button(ShortId.of(run.scheduleId()));
        schedule.getStyleClass().addAll(Styles.LINK, Styles.MONO);
        schedule.setOnAction(event -> viewModel.rows().select(run.scheduleId()));
        var state = new Label(run.status().wireName(), Glyphs.state(run.status().wireName(), 12));
        Duration after = run.afterDue();
        boolean late = after.compareTo(ON_TIME) > 0;
        Label how = label(text(late ? "caught_up" : "on_time"), Styles.MUTED);
        if (late) {
            how.getStyleClass().add(Styles.WARN);
        }
        var row = new HBox(
                cell(label(Instants.second(run.runAt()), Styles.MONO), 84),
                cell(schedule, 90),
                cell(label(run.type()), 190),
                cell(task, 90),
                cell(state, 110),
                cell(how, 130),
                Gaps.grow(),
                label(Durations.precise(after), Styles.MONO, Styles.MUTED));
        row.getStyleClass().add("schedule-firing");
        return row;
    }

    private static Region cell(Region node, double width) {
        node.setMinWidth(width);
        node.setMaxWidth(width);
        return node;
    }

    private Node legend() {
        var legend = new HBox(
                12,
                label(text("legend_back", RunStrip.BACK.toHours()), Styles.SMALL, Styles.MUTED),
                label(text("legend_ahead", RunStrip.AHEAD.toHours()), Styles.SMALL, Styles.MUTED));
        legend.setAlignment(Pos.CENTER_LEFT);
        return legend;
    }

    // ---- rows

    private List<Column<Line>> columns() {
        return List.of(
                Column.mono(
                        text("column_schedule"),
                        86,
                        it -> ShortId.of(it.schedule().scheduleId()),
                        "first"),
                Column.text(text("column_creates"), 128, Line::type),
                Column.mono(text("column_rhythm"), 108, Line::rhythm),
                Column.<Line>of(text("column_state"), 72, this::paintState).ticks(),
                Column.text(
                        text("column_owner"),
                        112,
                        it -> Principals.of(it.schedule().owner()),
                        Styles.MUTED),
                Column.<Line>mono(text("column_next"), 80, this::next, "align-right")
                        .ticks(),
                Column.of(
                        text("column_runs"),
                        STRIP_WIDTH + 20,
                        (cell, it) -> cell.setGraphic(new RunStrip(
                                it, now(), context.themes().paletteProperty().get(), STRIP_WIDTH))));
    }

    private void paintState(TableCell<RowItem<Line>, Line> cell, Line it) {
        boolean stale = it.isStale(now());
        cell.setText(stale ? text("stale") : it.schedule().state().wireName());
        if (stale || !it.isActive()) {
            cell.getStyleClass().add(Styles.WARN);
        }
    }

    private String next(Line it) {
        Instant next = it.schedule().nextRunAt();
        return next == null ? "–" : Durations.words(Duration.between(now(), next));
    }

    private Instant now() {
        return viewModel.rows().nowProperty().get();
    }

    // ---- messages

    private Region empty() {
        return Messages.empty("schedules", text("empty"), text("empty_text"), Action.primary(text("create"), create));
    }

    private Region filtered() {
        ScheduleQuery query = viewModel.rows().queryProperty().get();
        String words = text("filtered." + query.name().toLowerCase(Locale.ROOT));
        return Messages.filteredToNothing(
                context.texts(), words, () -> viewModel.rows().show(ScheduleQuery.ALL));
    }

    private static Label label(String words, String... styles) {
        var label = new Label(words);
        label.getStyleClass().addAll(styles);
        return label;
    }

    private String text(String key, Object... values) {
        return context.texts().text("schedules." + key, values);
    }
}
