package dev.asyncgate.app.shell;

import dev.asyncgate.app.theme.Texts;
import java.time.Duration;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/** The strip under the head while the database does not answer: why, and what happens next. */
final class ConnectionBanner {

    private final Texts texts;
    private final ShellViewModel viewModel;
    private final HBox strip;
    private final Label words;
    private final Label next;

    ConnectionBanner(Texts texts, ShellViewModel viewModel, HBox strip, Label words, Label next) {
        this.texts = texts;
        this.viewModel = viewModel;
        this.strip = strip;
        this.words = words;
        this.next = next;
    }

    void bind() {
        strip.managedProperty().bind(strip.visibleProperty());
        viewModel.connectionProperty().subscribe(ignored -> tell());
        viewModel.nowProperty().subscribe(ignored -> tell());
    }

    private void tell() {
        Connection connection = viewModel.connectionProperty().get();
        strip.setVisible(connection instanceof Connection.Lost);
        if (connection instanceof Connection.Lost lost) {
            words.setText(texts.text("shell.lost", lost.reason()));
            Duration left = Duration.between(viewModel.nowProperty().get(), lost.nextTry());
            next.setText(texts.text("shell.lost_next", Math.max(0, left.toSeconds())));
        }
    }
}
