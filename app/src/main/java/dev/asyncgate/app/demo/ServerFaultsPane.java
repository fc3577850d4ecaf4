package dev.asyncgate.app.demo;

import dev.asyncgate.app.demo.ServerFaultsViewModel.Notice;
import dev.asyncgate.app.shell.ErrorNote;
import dev.asyncgate.app.shell.Gaps;
import dev.asyncgate.app.shell.SectionRow;
import dev.asyncgate.app.theme.CheckMark;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.Durations;
import dev.asyncgate.app.words.Instants;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Hurts the embedded server, and tells what the engine noticed and did about it. For the FX thread only. */
final class ServerFaultsPane extends VBox {

    private final Texts texts;
    private final ServerFaultsViewModel viewModel;
    private final VBox story = new VBox();

    ServerFaultsPane(Texts texts, ServerFaultsViewModel viewModel) {
        this.texts = texts;
        this.viewModel = viewModel;
        Button pause = button("pause", viewModel::pause);
        Button kill = button("kill", viewModel::kill);
        var head = new SectionRow(text("title"), pause, kill);
        head.note(text(viewModel.possible() ? "note" : "impossible"));
        for (Button button : new Button[] {pause, kill}) {
            button.disableProperty().bind(viewModel.runningProperty());
            button.setVisible(viewModel.possible());
        }
        story.getStyleClass().add("server-story");
        getChildren().setAll(head, story);
        viewModel.notices().subscribe(this::tell);
        viewModel.failureProperty().subscribe(ignored -> tell());
    }

    private void tell() {
        story.getChildren().setAll(viewModel.notices().stream().map(this::line).toList());
        Exception failure = viewModel.failureProperty().get();
        if (failure != null) {
            story.getChildren().add(ErrorNote.of(texts, failure));
        }
    }

    private Node line(Notice notice) {
        String words = text(
                notice.kind().name().toLowerCase(Locale.ROOT),
                Long.toString(notice.number()),
                Durations.precise(notice.took()),
                notice.number());
        var line = new HBox(
                label(Instants.millis(notice.at()), Styles.MONO, Styles.MUTED),
                mark(notice).glyph(13),
                label(words),
                Gaps.grow());
        line.getStyleClass().add("server-notice");
        return line;
    }

    private static CheckMark mark(Notice notice) {
        return switch (notice.kind()) {
            case KILLED, PAUSED, LOST -> CheckMark.ATTENTION;
            case RESUMED, BACK -> CheckMark.HOLDS;
            case CHECKED -> notice.number() == 0 ? CheckMark.HOLDS : CheckMark.BROKEN;
        };
    }

    private Button button(String key, Runnable run) {
        var button = new Button(text(key + ".act"));
        button.getStyleClass().add(Styles.SMALL_BUTTON);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(event -> run.run());
        return button;
    }

    private static Label label(String words, String... styles) {
        var label = new Label(words);
        label.getStyleClass().add(Styles.SMALL);
        label.getStyleClass().addAll(styles);
        return label;
    }

    private String text(String key, Object... values) {
        return texts.text("demo.server." + key, values);
    }
}
