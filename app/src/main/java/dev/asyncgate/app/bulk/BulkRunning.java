package dev.asyncgate.app.bulk;

import static dev.asyncgate.app.bulk.BulkDialog.label;
import static dev.asyncgate.app.shell.Dialog.row;

import dev.asyncgate.app.background.Scope;
import dev.asyncgate.app.bulk.BulkViewModel.Phase;
import dev.asyncgate.app.export.ExportBar;
import dev.asyncgate.app.export.ExportViewModel;
import dev.asyncgate.app.export.SavePrompt;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.ErrorNote;
import dev.asyncgate.app.shell.Gaps;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.theme.Glyph;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.Instants;
import dev.asyncgate.app.words.ShortId;
import dev.asyncgate.bulk.BulkResult;
import dev.asyncgate.bulk.BulkResult.Effect;
import dev.asyncgate.bulk.RunBulk;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.transformation.FilteredList;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The run: how far it is, how many came to what, and a line for each task. For the FX thread only. */
final class BulkRunning {

    private static final double ROW_HEIGHT = 28;

    private final PlaceContext context;
    private final Texts texts;
    private final BulkViewModel viewModel;
    private final BulkWords words;
    private final Runnable close;
    private final Scope clock;
    private final FilteredList<BulkResult> shown;
    private final VBox root = new VBox();
    private final Label figure = label("", Styles.FIGURE);
    private final Label pace = label("", Styles.SMALL, Styles.MUTED);
    private final Label left = label("", Styles.SMALL, Styles.MUTED);
    private final ProgressBar bar = new ProgressBar(0);
    private final HBox counts = row("bulk-counts");
    private final VBox trouble = new VBox();
    private final ToggleButton all = new ToggleButton();
    private final ToggleButton others = new ToggleButton();
    private final Label foot = label("", Styles.SMALL, Styles.MUTED);
    private final Button back = new Button();
    private final Button stop = new Button();

    BulkRunning(PlaceContext context, BulkViewModel viewModel, BulkWords words, Runnable close, Runnable undo) {
        this.context = context;
        this.texts = context.texts();
        this.viewModel = viewModel;
        this.words = words;
        this.close = close;
        this.clock = context.background().scope();
        this.shown = new FilteredList<>(viewModel.results());
        bar.getStyleClass().add("bulk-progress");
        bar.setMaxWidth(Double.MAX_VALUE);
        trouble.managedProperty().bind(trouble.visibleProperty());
        var block = new VBox(row("bulk-figures", figure, pace, Gaps.grow(), left), bar);
        block.getStyleClass().add("bulk-block");
        TableView<BulkResult> table = table();
        VBox.setVgrow(table, Priority.ALWAYS);
        back.setId("bulkBack");
        back.getStyleClass().add("dialog-safe");
        back.setDefaultButton(true);
        back.setOnAction(event -> close.run());
        stop.setId("bulkStop");
        stop.setOnAction(event -> {
            if (viewModel.phaseProperty().get() == Phase.RUNNING) {
                viewModel.stop();
                stop.setDisable(true);
            } else {
                undo.run();
            }
        });
        back.setMinWidth(Region.USE_PREF_SIZE);
        stop.setMinWidth(Region.USE_PREF_SIZE);
        root.getStyleClass().add("bulk-run");
        var export = new ExportViewModel(context.background());
        var exportBar = new ExportBar(context, export);
        root.getChildren()
                .setAll(
                        block,
                        counts,
                        trouble,
                        tools(exportBar),
                        exportBar,
                        table,
                        row("dialog-foot", foot, Gaps.grow(), back, stop));
        viewModel.doneProperty().subscribe(ignored -> tell());
        clock.every(Duration.ofSeconds(1), this::tellPace);
    }

    /** Nobody looks any more. */
    void leave() {
        clock.cancelAll();
    }

    Node view() {
        return root;
    }

    Node first() {
        return back;
    }

    void tell() {
        Phase phase = viewModel.phaseProperty().get();
        boolean running = phase == Phase.RUNNING;
        int done = viewModel.doneProperty().get();
        int todo = viewModel.total() - done;
        figure.setText(words.number(done));
        bar.setProgress(viewModel.fraction());
        tellPace();
        counts.getChildren()
                .setAll(
                        count(viewModel.count(Effect.DONE), words.of("done"), texts.text("bulk.count_done"), null),
                        count(
                                viewModel.count(Effect.NOT_CONCERNED) + viewModel.count(Effect.GONE),
                                texts.text("bulk.had_ended"),
                                texts.text("bulk.count_ended"),
                                null),
                        count(
                                viewModel.count(Effect.UNCHANGED),
                                texts.text("bulk.unchanged"),
                                texts.text("bulk.count_unchanged"),
                                null),
                        count(
                                viewModel.count(Effect.LOCKED),
                                texts.text("bulk.locked"),
                                texts.text("bulk.count_locked"),
                                viewModel.count(Effect.LOCKED) > 0 ? Styles.WARN : null),
                        count(todo, texts.text("bulk.todo"), texts.text("bulk.count_todo"), null));
        all.setText(texts.text("bulk.all", done));
        others.setText(words.of("not", done - viewModel.count(Effect.DONE)));
        foot.setText(
                running
                        ? texts.text("bulk.goes_on")
                        : viewModel.isStopped()
                                ? texts.text("bulk.was_stopped", todo)
                                : phase == Phase.ENDED ? words.of("ended_note") : texts.text("bulk.broke_off"));
        back.setText(texts.text(running ? "bulk.background" : "bulk.close"));
        boolean undoable = !running
                && phase == Phase.ENDED
                && viewModel.count(Effect.DONE) > 0
                && !viewModel.kind().isLasting()
                && viewModel.kind() != BulkKind.PUT_BACK;
        stop.setVisible(running || undoable);
        stop.setManaged(running || undoable);
        stop.setGraphic(running ? Glyphs.icon("stop", 11) : null);
        stop.setText(running ? texts.text("bulk.stop", todo) : undoable ? words.of("undo") : "");
        if (!running) {
            stop.setDisable(false);
        }
        Exception failure = viewModel.failureProperty().get();
        trouble.setVisible(failure != null);
        if (failure != null) {
            trouble.getChildren().setAll(row("bulk-note", ErrorNote.of(texts, failure)));
        }
    }

    private void tellPace() {
        boolean running = viewModel.phaseProperty().get() == Phase.RUNNING;
        pace.setText(texts.text("bulk.pace", viewModel.total(), RunBulk.BATCH, Math.round(viewModel.rate())));
        Optional<String> time = running ? words.left() : Optional.empty();
        left.setText(time.map(some -> texts.text("bulk.left", some)).orElse(""));
    }

    private Node count(int number, String what, String below, @Nullable String style) {
        Label figureOf = label(words.number(number), Styles.MONO, "figure-number");
        if (style != null) {
            figureOf.getStyleClass().add(style);
        }
        var cell = new VBox(
                row("bulk-count-head", figureOf, label(what, Styles.SMALL, Styles.MEDIUM)),
                label(below, Styles.TINY, Styles.MUTED));
        cell.getStyleClass().add("bulk-count");
        HBox.setHgrow(cell, Priority.ALWAYS);
        cell.setPrefWidth(10);
        return cell;
    }

    private Node tools(ExportBar exportBar) {
        var group = new ToggleGroup();
        group.getToggles().setAll(all, others);
        all.setSelected(true);
        all.setId("bulkAll");
        others.setId("bulkOthers");
        group.selectedToggleProperty().subscribe(selected -> {
            if (selected == null) {
                all.setSelected(true);
            }
            boolean everyone = !others.isSelected();
            shown.setPredicate(result -> everyone || result.effect() != Effect.DONE);
        });
        var segments = new HBox(all, others);
        segments.getStyleClass().add(Styles.SEGMENTS);
        var export = new MenuButton(texts.text("bulk.export"));
        export.getStyleClass().add("choice-menu");
        exportBar.fill(export, SavePrompt.ofSystem(), () -> new BulkExport(viewModel, words));
        return row(
                "bulk-tools",
                label(texts.text("bulk.results"), Styles.SMALL, Styles.BOLD),
                segments,
                Gaps.grow(),
                export);
    }

    // ---- a line for each

    private TableView<BulkResult> table() {
        var table = new TableView<BulkResult>(shown);
        table.setId("bulkResults");
        table.setAccessibleText(texts.text("bulk.results"));
        table.setFixedCellSize(ROW_HEIGHT);
        table.setPrefHeight(ROW_HEIGHT * 11);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.getColumns()
                .add(column("column_task", 108, (cell, result) -> cell.setGraphic(taskLink(result.taskId())), "first"));
        table.getColumns()
                .add(column(
                        "column_type",
                        148,
                        (cell, result) -> cell.setText(result.type() == null ? "–" : result.type())));
        table.getColumns().add(column("column_was", 100, BulkRunning::paintState));
        table.getColumns().add(column("column_result", 300, this::paintResult));
        table.getColumns().add(column("column_receipt", 110, this::paintReceipt));
        table.getColumns()
                .add(column(
                        "column_stored",
                        90,
                        (cell, result) -> cell.setText(
                                result.effect() == Effect.DONE && result.at() != null
                                        ? Instants.second(result.at())
                                        : ""),
                        Styles.MONO,
                        Styles.MUTED,
                        "align-right"));
        return table;
    }

    private static void paintState(TableCell<BulkResult, BulkResult> cell, BulkResult result) {
        if (result.was() != null) {
            cell.setText(result.was().wireName());
            cell.setGraphic(Glyphs.state(result.was().wireName(), 12));
        }
    }

    private void paintResult(TableCell<BulkResult, BulkResult> cell, BulkResult result) {
        Glyph mark = switch (result.effect()) {
            case DONE -> mark("check", "icon-good");
            case LOCKED -> mark("schedules", "icon-warn");
            default -> mark("minus", "icon-subtle");
        };
        cell.setGraphic(mark);
        cell.setText(words.ofResult(result));
        cell.getStyleClass().removeAll(Styles.MUTED, Styles.WARN);
        if (result.effect() != Effect.DONE) {
            cell.getStyleClass().add(result.effect() == Effect.LOCKED ? Styles.WARN : Styles.MUTED);
        }
    }

    private void paintReceipt(TableCell<BulkResult, BulkResult> cell, BulkResult result) {
        UUID made = result.newTaskId();
        UUID receipt = result.receiptId();
        if (made != null) {
            cell.setGraphic(taskLink(made));
        } else if (receipt != null) {
            cell.setGraphic(link(ShortId.of(receipt), () -> go(new Destination.ShowReceipt(receipt, result.taskId()))));
        } else {
            cell.setText("–");
        }
    }

    private Button taskLink(UUID taskId) {
        return link(ShortId.of(taskId), () -> go(new Destination.ShowTask(taskId)));
    }

    private void go(Destination destination) {
        close.run();
        context.navigator().go(destination);
    }

    private static Button link(String text, Runnable run) {
        var link = new Button(text);
        link.getStyleClass().addAll(Styles.LINK, Styles.MONO);
        link.setFocusTraversable(false);
        link.setOnAction(event -> run.run());
        return link;
    }

    private static Glyph mark(String icon, String style) {
        Glyph mark = Glyphs.icon(icon, 12);
        mark.getStyleClass().add(style);
        return mark;
    }

    private TableColumn<BulkResult, BulkResult> column(
            String key,
            double width,
            BiConsumer<TableCell<BulkResult, BulkResult>, BulkResult> painter,
            String... styles) {
        String title = key.equals("column_receipt") ? words.of("column_receipt") : texts.text("bulk." + key);
        var column = new TableColumn<BulkResult, BulkResult>(title);
        column.setPrefWidth(width);
        column.setSortable(false);
        column.setReorderable(false);
        column.getStyleClass().addAll(Stream.of(styles).filter("first"::equals).toList());
        column.setCellValueFactory(features -> new SimpleObjectProperty<>(features.getValue()));
        column.setCellFactory(ignored -> new TableCell<>() {
            {
                getStyleClass().addAll(styles);
            }

            @Override
            protected void updateItem(@Nullable BulkResult result, boolean empty) {
                super.updateItem(result, empty);
                setText(null);
                setGraphic(null);
                if (!empty && result != null) {
                    painter.accept(this, result);
                }
            }
        });
        return column;
    }
}
