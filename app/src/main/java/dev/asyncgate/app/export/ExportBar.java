package dev.asyncgate.app.export;

import dev.asyncgate.app.export.ExportViewModel.State;
import dev.asyncgate.app.shell.Gaps;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.theme.Glyph;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;

/** Says below the tools of a place how its export stands; hidden while there is none. For the FX thread only. */
public final class ExportBar extends HBox {

    private final PlaceContext context;
    private final Texts texts;
    private final ExportViewModel viewModel;

    public ExportBar(PlaceContext context, ExportViewModel viewModel) {
        this.context = context;
        this.texts = context.texts();
        this.viewModel = viewModel;
        getStyleClass().addAll(Styles.NOTE, "work-note");
        managedProperty().bind(visibleProperty());
        viewModel.stateProperty().subscribe(this::tell);
    }

    /** Has the menu offer every format of what {@code list} is when one is chosen. */
    public void fill(MenuButton menu, SavePrompt prompt, Supplier<Exportable<?>> list) {
        for (Format format : Format.values()) {
            var item = new MenuItem(texts.text("export.format." + format.name()));
            item.setOnAction(event -> ask(menu, prompt, list.get(), format));
            menu.getItems().add(item);
        }
    }

    private void ask(MenuButton menu, SavePrompt prompt, Exportable<?> list, Format format) {
        LocalDate today = LocalDate.ofInstant(context.clock().instant(), ZoneOffset.UTC);
        prompt.ask(menu, list.name() + "-" + today + "." + format.ending())
                .ifPresent(file -> viewModel.start(list, format, file));
    }

    private void tell(@Nullable State state) {
        setVisible(state != null);
        getStyleClass().removeAll(Styles.NOTE_DANGER);
        if (state == null) {
            return;
        }
        boolean running = state instanceof State.Running;
        var act = new Button(texts.text(running ? "message.stop" : "export.close"));
        act.getStyleClass().add(Styles.SMALL_BUTTON);
        act.setOnAction(event -> {
            if (running) {
                viewModel.stop();
            } else {
                viewModel.forget();
            }
        });
        var words = new Label(words(state));
        words.setWrapText(true);
        HBox.setHgrow(words, Priority.ALWAYS);
        getChildren().setAll(mark(state), words, Gaps.grow(), act);
    }

    private Glyph mark(State state) {
        return switch (state) {
            case State.Running it -> Glyphs.icon("export", 13);
            case State.Finished it -> styled(Glyphs.icon("check", 13), "icon-good");
            case State.Stopped it -> Glyphs.icon("stop", 13);
            case State.Failed it -> {
                getStyleClass().add(Styles.NOTE_DANGER);
                yield Glyphs.icon("warn", 13);
            }
        };
    }

    private static Glyph styled(Glyph glyph, String style) {
        glyph.getStyleClass().add(style);
        return glyph;
    }

    private String words(State state) {
        return switch (state) {
            case State.Running(var file, var rows) -> texts.text("export.running", rows, file);
            case State.Finished(var file, var rows) -> texts.text("export.finished", rows, file);
            case State.Stopped(var file, var rows) -> texts.text("export.stopped", rows, file);
            case State.Failed it
            when it.isDiskFull() ->
                texts.text(
                        "export.disk_full",
                        String.valueOf(it.file().toAbsolutePath().getParent()),
                        it.rows());
            case State.Failed it ->
                texts.text(
                        "export.failed", it.file(), String.valueOf(it.failure().getMessage()), it.rows());
        };
    }
}
