package dev.asyncgate.app.demo;

import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.theme.EndedBar;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.Durations;
import dev.asyncgate.workers.demo.WorkerView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** The simulated workers, and what can be done to each: the strip in words. For the FX thread only. */
final class WorkerTable {

    /** A worker at the instant of a look: {@code at} by the database's clock, {@code here} by this machine's. */
    private record Line(WorkerView worker, Instant at, Instant here) {}

    private static final double ENDED_WIDTH = 92;

    private final PlaceContext context;
    private final Texts texts;
    private final TableView<Line> table;
    private final DemoViewModel viewModel;

    WorkerTable(PlaceContext context, TableView<?> table, DemoViewModel viewModel) {
        this.context = context;
        this.texts = context.texts();
        this.table = typed(table);
        this.viewModel = viewModel;
        addColumns();
    }

    @SuppressWarnings("unchecked") // FXML makes a table without a type; this class alone fills it
    private static TableView<Line> typed(TableView<?> table) {
        return (TableView<Line>) table;
    }

    private void addColumns() {
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_LAST_COLUMN);
        table.getColumns()
                .setAll(List.of(
                        column("worker", 104, (line, cell) -> {
                            cell.setText(line.worker().id());
                            cell.getStyleClass().addAll(Styles.MONO, "first");
                        }),
                        column(
                                "behaviour",
                                112,
                                (line, cell) -> cell.setText(
                                        word("behaviour", line.worker().behaviour()))),
                        column("now", 216, (line, cell) -> cell.setGraphic(now(line))),
                        column("holds", 84, (line, cell) -> {
                            cell.setText(holds(line));
                            cell.getStyleClass().addAll(Styles.MONO, "align-right");
                        }),
                        column("ended", 140, (line, cell) -> cell.setGraphic(ended(line))),
                        column("do", 160, (line, cell) -> {
                            cell.setGraphic(buttons(line.worker()));
                            cell.getStyleClass().add("align-right");
                        })));
        table.getColumns()
                .subList(0, table.getColumns().size() - 1)
                .forEach(fixed -> fixed.setMaxWidth(fixed.getPrefWidth()));
        List.of(3, 5)
                .forEach(right -> table.getColumns().get(right).getStyleClass().add("align-right"));
        table.getColumns().getFirst().getStyleClass().add("first");
    }

    private TableColumn<Line, Line> column(String key, double width, BiConsumer<Line, TableCell<Line, Line>> fill) {
        var column = new TableColumn<Line, Line>(texts.text("demo.column." + key));
        column.setPrefWidth(width);
        column.setMinWidth(width);
        column.setSortable(false);
        column.setReorderable(false);
        column.setCellValueFactory(features -> new SimpleObjectProperty<>(features.getValue()));
        column.setCellFactory(ignored -> new FilledCell(fill));
        return column;
    }

    /** A cell that its column fills. */
    private static final class FilledCell extends TableCell<Line, Line> {

        private final BiConsumer<Line, TableCell<Line, Line>> fill;
        private final List<String> own;

        FilledCell(BiConsumer<Line, TableCell<Line, Line>> fill) {
            this.fill = fill;
            this.own = List.copyOf(getStyleClass());
        }

        @Override
        protected void updateItem(@Nullable Line line, boolean empty) {
            super.updateItem(line, empty);
            setText(null);
            setGraphic(null);
            getStyleClass().setAll(own);
            if (line != null && !empty) {
                fill.accept(line, this);
            }
        }
    }

    /** Shows the workers of a look; the selection stays where it is. */
    void show(DemoReading reading) {
        List<Line> lines = reading.workers().stream()
                .map(worker -> new Line(worker, reading.at(), context.clock().instant()))
                .toList();
        if (lines.size() == table.getItems().size()) {
            for (int i = 0; i < lines.size(); i++) {
                table.getItems().set(i, lines.get(i));
            }
        } else {
            table.getItems().setAll(lines);
        }
    }

    /** The selected worker; null without one. */
    @Nullable
    WorkerView selected() {
        Line line = table.getSelectionModel().getSelectedItem();
        return line == null ? null : line.worker();
    }

    private Node now(Line line) {
        WorkerView worker = line.worker();
        String ago = Durations.words(Duration.between(worker.since(), line.here()));
        String type = worker.taskType();
        String words = texts.text(
                "demo.state." + worker.state().name().toLowerCase(Locale.ROOT), ago, type == null ? "" : type);
        var label = new Label(words, mark(worker.state()));
        label.getStyleClass().add("state-words");
        if (!worker.isAlive() && worker.state() != WorkerView.State.STOPPED) {
            label.getStyleClass().add(Styles.WARN);
        }
        return label;
    }

    private static Node mark(WorkerView.State state) {
        return switch (state) {
            case WAITING, WORKING, STOPPED -> {
                var dot = new Region();
                dot.getStyleClass().addAll("state-dot", state.name().toLowerCase(Locale.ROOT));
                yield dot;
            }
            case CRASHED, KILLED -> Glyphs.icon("close", 11);
            case CLINGING -> Glyphs.icon("lock", 11);
            case FROZEN -> Glyphs.icon("pause", 11);
        };
    }

    private static String holds(Line line) {
        Instant until = line.worker().holdsUntil();
        return until == null ? "–" : Durations.countdown(Duration.between(line.at(), until));
    }

    private static Node ended(Line line) {
        var bar = new EndedBar(line.worker().ends(), ENDED_WIDTH);
        var box = new HBox(bar);
        box.setAlignment(Pos.CENTER_LEFT);
        if (!line.worker().ends().isEmpty()) {
            Tooltip.install(box, new Tooltip(EndedBar.words(line.worker().ends())));
        }
        return box;
    }

    private @Nullable Node buttons(WorkerView worker) {
        return switch (worker.state()) {
            case WAITING, WORKING ->
                buttons(
                        button("demo.freeze", worker.id(), viewModel::freeze),
                        button("demo.kill", worker.id(), viewModel::kill));
            case FROZEN ->
                buttons(
                        button("demo.thaw", worker.id(), viewModel::thaw),
                        button("demo.kill", worker.id(), viewModel::kill));
            case KILLED -> buttons(button("demo.start_again", worker.id(), viewModel::startAgain));
            case CRASHED, CLINGING, STOPPED -> null;
        };
    }

    private static Node buttons(Node... buttons) {
        var row = new HBox(buttons);
        row.getStyleClass().add("fault-buttons");
        return row;
    }

    private Node button(String key, String worker, Consumer<String> act) {
        var button = new Button(texts.text(key));
        button.getStyleClass().add(Styles.SMALL_BUTTON);
        button.setAccessibleText(texts.text(key + ".accessible", worker));
        button.setOnAction(event -> act.accept(worker));
        return button;
    }

    private String word(String kind, Enum<?> value) {
        return texts.text("demo." + kind + "." + value.name().toLowerCase(Locale.ROOT));
    }
}
