package dev.asyncgate.app.bulk;

import static dev.asyncgate.app.shell.Dialog.row;

import dev.asyncgate.app.acts.Acting;
import dev.asyncgate.app.bulk.BulkViewModel.Phase;
import dev.asyncgate.app.shell.Dialog;
import dev.asyncgate.app.shell.EnvironmentPill;
import dev.asyncgate.app.shell.Gaps;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.theme.Glyph;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.words.Instants;
import dev.asyncgate.task.FreezeTasks.Frozen;
import java.time.Instant;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * An operation on many tasks: first what it would do, then how far it is, in the same frame. Closing it while it runs leaves
 * it running. For the FX thread only.
 */
public final class BulkDialog implements Dialog {

    /** Of the line of its scope beside what is frozen, px. */
    private static final double SCOPE_WIDTH = 640;

    private final PlaceContext context;
    private final Acting acting;
    private final BulkViewModel viewModel;
    private final BulkWords words;
    private final Runnable whenClosed;
    private final BulkRunning running;
    private final VBox root = new VBox();
    private final Label title = new Label();
    private final Label note = new Label();
    private final HBox frozen = new HBox();
    private final VBox body = new VBox();
    private final Button close = new Button(null, Glyphs.icon("close", 12));
    private Node first = close;

    /** {@code undo} begins what undoes it; {@code whenClosed} is told when it was closed, however. */
    public BulkDialog(
            PlaceContext context, Acting acting, BulkViewModel viewModel, Runnable undo, Runnable whenClosed) {
        this.context = context;
        this.acting = acting;
        this.viewModel = viewModel;
        this.words = new BulkWords(context.texts(), viewModel);
        this.whenClosed = whenClosed;
        root.getStyleClass().addAll("overlay", "dialog", "bulk-dialog");
        root.getStyleClass().addAll(acting.environment().styleClasses());
        root.getStylesheets().add(BulkSheet.url());
        root.setMaxHeight(Region.USE_PREF_SIZE);
        VBox.setVgrow(body, Priority.ALWAYS);
        root.getChildren().setAll(head(), scope(), body);
        var asking = new BulkAsking(context.texts(), viewModel, words, acting.dialogs()::close);
        running = new BulkRunning(context, viewModel, words, acting.dialogs()::close, undo);
        viewModel.phaseProperty().subscribe(phase -> show(phase, asking));
        viewModel.frozenProperty().subscribe(ignored -> tellFrozen());
    }

    private void show(Phase phase, BulkAsking asking) {
        title.setText(words.title());
        boolean begun = phase == Phase.RUNNING || viewModel.beganAt() != null;
        Instant at = viewModel.beganAt();
        note.setText(
                at == null
                        ? context.texts().text("bulk.dry_run")
                        : context.texts()
                                .text(
                                        "bulk.started",
                                        Instants.second(at),
                                        acting.operator().principal()));
        body.getChildren().setAll(begun ? running.view() : asking.view());
        first = begun ? running.first() : asking.first();
        if (begun) {
            running.tell();
        } else {
            asking.tell();
        }
    }

    private Node head() {
        Glyph mark = Glyphs.icon("warn", 16);
        mark.getStyleClass().add(viewModel.kind().isLasting() ? "icon-bad" : "icon-warn");
        title.setGraphic(mark);
        title.getStyleClass().add(Styles.INSPECTOR_TITLE);
        note.getStyleClass().addAll(Styles.SMALL, Styles.MUTED);
        close.getStyleClass().addAll(Styles.FLAT, Styles.ICON_BUTTON);
        close.setAccessibleText(context.texts().text("bulk.close"));
        close.setOnAction(event -> acting.dialogs().close());
        var pill = new EnvironmentPill(acting.environment(), context.texts().text("act.tenant", acting.tenant()));
        return row("dialog-head", title, note, Gaps.grow(), pill, close);
    }

    private Node scope() {
        var parts = new FlowPane(8, 6);
        // It asks for the height that it has at this width: one line where the chips have room in one.
        parts.setPrefWrapLength(SCOPE_WIDTH);
        parts.getStyleClass().add("bulk-scope");
        parts.getChildren().add(label(context.texts().text("bulk.scope"), Styles.SMALL, Styles.MUTED));
        for (BulkScope.Part part : viewModel.which().parts()) {
            var chip = new HBox(label(part.key(), Styles.MUTED), label(part.value()));
            chip.getStyleClass().add(Styles.CHIP);
            parts.getChildren().add(chip);
        }
        HBox.setHgrow(parts, Priority.ALWAYS);
        frozen.getStyleClass().add("bulk-frozen");
        return row("dialog-scope", parts, frozen);
    }

    private void tellFrozen() {
        Frozen named = viewModel.frozenProperty().get();
        if (named == null) {
            frozen.getChildren().setAll(label(context.texts().text("bulk.naming"), Styles.SMALL, Styles.MUTED));
            return;
        }
        frozen.getChildren()
                .setAll(
                        Glyphs.icon("lock", 13),
                        label(words.number(named.taskIds().size()), Styles.SMALL, Styles.MONO),
                        label(context.texts().text("bulk.frozen"), Styles.SMALL),
                        label(Instants.second(named.at()), Styles.SMALL, Styles.MONO, Styles.MUTED));
    }

    static Label label(String text, String... styles) {
        var label = new Label(text);
        label.setMinWidth(Region.USE_PREF_SIZE);
        label.getStyleClass().addAll(styles);
        return label;
    }

    @Override
    public Region view() {
        return root;
    }

    @Override
    public Node first() {
        return first;
    }

    @Override
    public void closed() {
        viewModel.leave();
        running.leave();
        whenClosed.run();
    }
}
