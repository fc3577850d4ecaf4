package dev.asyncgate.app.tasks;

import dev.asyncgate.app.background.Load;
import dev.asyncgate.app.export.ExportBar;
import dev.asyncgate.app.export.SavePrompt;
import dev.asyncgate.app.rows.SavedViews;
import dev.asyncgate.app.rows.ViewTabs;
import dev.asyncgate.app.shell.Action;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.ErrorNote;
import dev.asyncgate.app.shell.LoadingRows;
import dev.asyncgate.app.shell.Messages;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.app.tasks.QueryParser.Reading;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.task.TaskStatus;
import java.util.EnumMap;
import java.util.Map;
import javafx.animation.PauseTransition;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** Ties the place's FXML to its view-model. For the FX thread only. */
@SuppressWarnings({"NullAway.Init", "UnusedMethod"}) // the loader fills the fields and calls the methods
final class TasksController {

    /** Typing waits for itself this long before it is read. */
    private static final Duration TYPING = Duration.millis(200);

    private final PlaceContext context;
    private final TasksViewModel viewModel;
    private final LoadingRows loading;
    private final TaskTable table;
    private final PauseTransition typing = new PauseTransition(TYPING);
    private final QueryEditor queryField;
    private final TaskBulk bulk;
    private final SavePrompt prompt;
    private final boolean readOnly;
    private final Map<TaskStatus, ToggleButton> stateButtons = new EnumMap<>(TaskStatus.class);

    @FXML
    private Label matching;

    @FXML
    private Label total;

    @FXML
    private Button newPill;

    @FXML
    private HBox queryBox;

    @FXML
    private StackPane queryHolder;

    @FXML
    private Button countAll;

    @FXML
    private MenuButton exportMenu;

    @FXML
    private MenuButton columnsMenu;

    @FXML
    private MenuButton filterMenu;

    @FXML
    private VBox viewsHolder;

    @FXML
    private VBox barHolder;

    @FXML
    private HBox unfinishedBar;

    @FXML
    private Label unfinishedWords;

    @FXML
    private Label problemLabel;

    @FXML
    private FlowPane chips;

    @FXML
    private HBox states;

    @FXML
    private VBox failureHolder;

    @FXML
    private StackPane content;

    TasksController(
            PlaceContext context, TasksViewModel viewModel, TaskBulk bulk, SavePrompt prompt, boolean readOnly) {
        this.context = context;
        this.viewModel = viewModel;
        this.bulk = bulk;
        this.prompt = prompt;
        this.readOnly = readOnly;
        this.queryField = new QueryEditor(text("query"), text("query_label"), this::readQuery);
        this.loading = new LoadingRows(context.texts(), context.background().scope());
        this.table = new TaskTable(viewModel, context);
    }

    @FXML
    private void initialize() {
        newPill.managedProperty().bind(newPill.visibleProperty());
        problemLabel.managedProperty().bind(problemLabel.visibleProperty());
        failureHolder.managedProperty().bind(failureHolder.visibleProperty());
        for (TaskStatus status : TaskStatus.values()) {
            states.getChildren().add(stateButton(status));
        }
        typing.setOnFinished(event -> readQuery());
        queryHolder.getChildren().setAll(queryField);
        queryField.typedProperty().addListener((observed, before, now) -> typing.playFromStart());
        queryField.focusedProperty().subscribe(focused -> focusQuery(focused));
        queryField.addEventFilter(KeyEvent.KEY_PRESSED, this::leaveField);
        viewModel.queryTextProperty().subscribe(this::writeQuery);
        viewModel.queryProperty().subscribe(this::tellQuery);
        viewModel.problemProperty().subscribe(this::tellProblem);
        viewModel.countsProperty().subscribe(this::tellCounts);
        viewModel.waitingProperty().subscribe(waiting -> tellWaiting(waiting.intValue()));
        viewModel.shownProperty().subscribe(this::show);
        viewModel.firstLoadProperty().subscribe(this::follow);
        viewModel.failureProperty().subscribe(this::tellFailure);
        viewModel.unfinishedProperty().subscribe(ignored -> tellUnfinished());
        viewModel.rows().subscribe(this::tellUnfinished);
        viewModel
                .counting()
                .exactlyProperty()
                .subscribe(ignored -> tellCounts(viewModel.countsProperty().get()));
        unfinishedBar.managedProperty().bind(unfinishedBar.visibleProperty());
        countAll.managedProperty().bind(countAll.visibleProperty());
        countAll.setOnAction(event -> countAll());
        var exportBar = new ExportBar(context, viewModel.export());
        exportBar.fill(exportMenu, prompt, viewModel::exportable);
        barHolder
                .getChildren()
                .setAll(exportBar, bulk.bar(), new SelectionBar(context.texts(), viewModel, readOnly, bulk::begin));
        table.columns().offer(context.texts(), columnsMenu);
        offerFilters();
    }

    private void countAll() {
        if (viewModel.counting().exactlyProperty().get()) {
            viewModel.counting().stop();
        } else {
            viewModel.counting().countExactly(viewModel.queryProperty().get());
        }
    }

    /** Each writes the beginning of its part, to be typed on. */
    private void offerFilters() {
        for (TaskQuery.Key key : TaskQuery.Key.values()) {
            if (key != TaskQuery.Key.SORT) {
                var item = new MenuItem(text("filter_" + key.word()));
                item.setOnAction(event -> {
                    queryField.show(viewModel.queryProperty().get().begun(key));
                    focusFilter();
                });
                filterMenu.getItems().add(item);
            }
        }
    }

    /** Shows the queries that have a name as tabs. */
    void show(SavedViews views) {
        viewsHolder.getChildren().setAll(new ViewTabs(context.texts(), views, viewModel.queryTextProperty()));
    }

    TaskTable table() {
        return table;
    }

    void takeFocus() {
        table.takeFocus();
    }

    void focusFilter() {
        queryField.requestFocus();
        queryField.toEnd();
    }

    // ---- the query

    private void readQuery() {
        typing.stop();
        viewModel.queryTextProperty().set(queryField.getText());
    }

    private void writeQuery(String text) {
        if (!queryField.getText().equals(text)) {
            queryField.show(text);
            typing.stop();
        }
    }

    /** The box around it is what shows the focus. */
    private void focusQuery(boolean focused) {
        queryBox.getStyleClass().remove("focused-input");
        if (focused) {
            queryBox.getStyleClass().add("focused-input");
        }
    }

    /** Down goes from the query to its rows. */
    private void leaveField(KeyEvent event) {
        if (event.getCode() == KeyCode.DOWN) {
            readQuery();
            table.takeFocus();
            event.consume();
        }
    }

    private void tellQuery(TaskQuery query) {
        chips.getChildren()
                .setAll(query.parts().stream()
                        .filter(part -> part.key() != TaskQuery.Key.SORT)
                        .map(this::chip)
                        .toList());
        chips.getChildren().add(filterMenu);
        stateButtons.forEach(
                (status, button) -> button.setSelected(query.filter().statuses().contains(status)));
        table.tellSort(query.sort());
        if (viewModel.shownProperty().get() == TasksViewModel.Shown.FILTERED) {
            show(TasksViewModel.Shown.FILTERED);
        }
    }

    private Node chip(TaskQuery.Part part) {
        var key = new Label(part.key().word());
        key.getStyleClass().add(Styles.MUTED);
        String words = switch (part.key()) {
            case AGE, AFTER, BEFORE -> text("chip_" + part.key().word(), part.value());
            case STATUS, TYPE, OWNER, TEXT, SORT -> part.value();
        };
        var value = new Label(words.replace(",", ", "));
        var remove = new Button(null, Glyphs.icon("close", 10));
        remove.getStyleClass().addAll(Styles.FLAT, "chip-remove");
        remove.setAccessibleText(text("chip_remove", part.key().word()));
        remove.setOnAction(event -> viewModel.remove(part));
        var chip = new HBox(key, value, remove);
        chip.getStyleClass().add(Styles.CHIP);
        return chip;
    }

    private Node stateButton(TaskStatus status) {
        var button = new ToggleButton("0", Glyphs.state(status.wireName(), 11));
        button.getStyleClass().addAll(Styles.FLAT, "state-toggle");
        button.setAccessibleText(text("state_toggle", status.wireName()));
        button.setTooltip(new Tooltip(status.wireName()));
        button.setOnAction(event -> {
            button.setSelected(!button.isSelected());
            viewModel.toggle(status);
        });
        stateButtons.put(status, button);
        return button;
    }

    private void tellProblem(Reading.@Nullable Problem problem) {
        queryBox.getStyleClass().remove(Styles.INVALID);
        problemLabel.setVisible(problem != null);
        if (problem != null) {
            queryBox.getStyleClass().add(Styles.INVALID);
            String words = context.texts().text(problem.fault().key(), problem.found());
            problemLabel.setText(text("fault", problem.position() + 1, words));
        }
    }

    // ---- telling

    private void tellCounts(TaskCounts counts) {
        matching.setText(text(counts.capped() ? "matching_at_least" : "number", counts.matching()));
        total.setText(text("of_total", counts.total()));
        boolean exactly = viewModel.counting().exactlyProperty().get();
        countAll.setVisible(counts.capped() || exactly);
        countAll.setText(text(exactly ? "count_stop" : "count_all"));
        stateButtons.forEach((status, button) ->
                button.setText(text("number", counts.byState().getOrDefault(status, 0L))));
    }

    private void tellWaiting(int waiting) {
        newPill.setVisible(waiting > 0);
        newPill.setText(text(waiting >= TaskReads.PAGE ? "new_at_least" : "new", waiting));
    }

    private void tellFailure(@Nullable Exception failure) {
        failureHolder.setVisible(failure != null);
        if (failure != null) {
            Action retry = Action.of(text("retry"), viewModel::reload);
            failureHolder.getChildren().setAll(ErrorNote.of(context.texts(), failure, retry));
        }
    }

    private void tellUnfinished() {
        unfinishedBar.setVisible(viewModel.unfinishedProperty().get());
        unfinishedWords.setText(text("unfinished", viewModel.rows().size()));
    }

    @FXML
    private void goOn() {
        viewModel.goOn();
    }

    private void follow(@Nullable Load first) {
        if (first != null) {
            loading.show(first);
        }
    }

    private void show(TasksViewModel.Shown shown) {
        switch (shown) {
            case LOADING -> content.getChildren().setAll(loading);
            case EMPTY -> content.getChildren().setAll(empty());
            case FILTERED -> content.getChildren().setAll(filtered());
            case ROWS -> content.getChildren().setAll(table.node());
            case NOTHING -> content.getChildren().clear();
        }
    }

    private Node empty() {
        return Messages.centred(Messages.empty(
                "tasks",
                text("empty"),
                text("empty_text"),
                Action.primary(text("submit"), this::submit),
                Action.of(text("run_demo"), () -> context.navigator().go(new Destination.ShowPlace(PlaceId.DEMO)))));
    }

    private Node filtered() {
        String words = text(
                "filtered",
                viewModel.countsProperty().get().total(),
                viewModel.queryProperty().get().text());
        return Messages.centred(Messages.filteredToNothing(context.texts(), words, viewModel::clearQuery));
    }

    // ---- actions

    @FXML
    private void showNew() {
        table.toTop();
        viewModel.reload();
    }

    @FXML
    private void submit() {
        context.navigator().go(new Destination.SubmitTask(null));
    }

    private String text(String key, Object... values) {
        return context.texts().text("tasks." + key, values);
    }
}
