package dev.asyncgate.app.bulk;

import dev.asyncgate.app.bulk.BulkViewModel.Phase;
import dev.asyncgate.app.shell.Gaps;
import dev.asyncgate.app.theme.Glyph;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/** How an operation stands whose dialog is closed: it runs, or has ended and nobody has seen how. For the FX thread only. */
public final class BulkBar extends HBox {

    private final Texts texts;
    private final Runnable show;
    private @Nullable BulkViewModel viewModel;
    private @Nullable BulkWords words;
    private boolean dialogOpen;

    /** {@code show} opens the dialog again. */
    public BulkBar(Texts texts, Runnable show) {
        this.texts = texts;
        this.show = show;
        getStyleClass().addAll(Styles.NOTE, "work-note");
        managedProperty().bind(visibleProperty());
        setVisible(false);
    }

    /** Tells of another one from now on. */
    public void follow(BulkViewModel operation) {
        viewModel = operation;
        words = new BulkWords(texts, operation);
        operation.phaseProperty().subscribe(phase -> {
            if (phase == Phase.RUNNING && words != null) {
                operation.tellAs(words.title());
            }
            tell();
        });
        operation.doneProperty().subscribe(ignored -> tell());
    }

    /** Whether the dialog says it anyway. */
    public void setDialogOpen(boolean open) {
        dialogOpen = open;
        BulkViewModel operation = viewModel;
        boolean over = operation != null
                && operation.phaseProperty().get() != Phase.RUNNING
                && !open;
        if (over) {
            viewModel = null;
        }
        tell();
    }

    private void tell() {
        BulkViewModel operation = viewModel;
        BulkWords said = words;
        setVisible(!dialogOpen && operation != null && said != null);
        if (operation == null || said == null || !isVisible()) {
            getChildren().clear();
            return;
        }
        boolean running = operation.phaseProperty().get() == Phase.RUNNING;
        Glyph mark = Glyphs.icon(running ? "play" : "check", 13);
        mark.getStyleClass().add(running ? "icon-accent" : "icon-good");
        getChildren().setAll(mark, new Label(said.line()));
        if (running) {
            var bar = new ProgressBar(operation.fraction());
            bar.getStyleClass().add("thin-progress");
            getChildren().add(bar);
        }
        getChildren().addAll(Gaps.grow(), button("bulk.show", show));
        if (running) {
            getChildren().add(button("message.stop", operation::stop));
        } else {
            getChildren().add(button("export.close", this::forget));
        }
    }

    private void forget() {
        viewModel = null;
        tell();
    }

    private Button button(String key, Runnable run) {
        var button = new Button(texts.text(key));
        button.getStyleClass().add(Styles.SMALL_BUTTON);
        button.setOnAction(event -> run.run());
        return button;
    }
}
