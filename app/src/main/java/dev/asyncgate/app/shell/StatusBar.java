package dev.asyncgate.app.shell;

import dev.asyncgate.app.background.Load;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.Instants;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** The line at the foot of the window. */
final class StatusBar {

    private static final List<String> COUNTED = List.of("queued", "leased", "running", "failed");

    /** The nodes that change. */
    record Parts(
            Region dot,
            Label connection,
            Label latency,
            Button live,
            Label rate,
            HBox counts,
            HBox work,
            Label workWords,
            Label workTime,
            ProgressBar workBar,
            Label clock) {}

    private final Texts texts;
    private final ShellViewModel viewModel;
    private final Parts parts;
    private String stance = "";

    StatusBar(Texts texts, ShellViewModel viewModel, Parts parts) {
        this.texts = texts;
        this.viewModel = viewModel;
        this.parts = parts;
    }

    void bind() {
        parts.counts().setSpacing(16);
        parts.work().managedProperty().bind(parts.work().visibleProperty());
        parts.workBar().managedProperty().bind(parts.workBar().visibleProperty());
        viewModel.connectionProperty().subscribe(this::showConnection);
        viewModel.liveProperty().subscribe(this::showLive);
        viewModel.updatesPerSecondProperty().subscribe(ignored -> showRate());
        viewModel.slowPollProperty().subscribe(ignored -> showRate());
        viewModel.countsProperty().subscribe(this::showCounts);
        viewModel.workProperty().subscribe(this::showWork);
        viewModel.nowProperty().subscribe(now -> {
            parts.clock().setText(Instants.clock(now));
            showWork(viewModel.workProperty().get());
        });
    }

    private void showConnection(Connection connection) {
        parts.dot().getStyleClass().removeAll("lost", "waiting");
        parts.latency().setText("");
        switch (connection) {
            case Connection.Connecting() -> {
                parts.dot().getStyleClass().add("waiting");
                parts.connection().setText(texts.text("status.connecting"));
            }
            case Connection.Connected(var server, var latency, var awayFor) -> {
                parts.connection()
                        .setText(awayFor.map(away -> texts.text("status.back", server, away.toMillis() / 1e3))
                                .orElse(server));
                parts.latency().setText(texts.text("status.latency", latency.toNanos() / 1e6));
            }
            case Connection.Lost(var reason, var since, var nextTry, var tries) -> {
                parts.dot().getStyleClass().add("lost");
                parts.connection().setText(texts.text("status.lost", Instants.second(since)));
            }
        }
    }

    /** What stands in place of how live the console is; empty for that. */
    void stand(String words) {
        stance = words;
        showLive(viewModel.liveProperty().get());
    }

    private void showLive(boolean live) {
        parts.live().setMouseTransparent(!stance.isEmpty());
        parts.live().setFocusTraversable(stance.isEmpty());
        if (!stance.isEmpty()) {
            parts.live().setText(stance);
            parts.live().setGraphic(Glyphs.icon("asof", 12));
            parts.live().getStyleClass().remove("paused");
            parts.live().getStyleClass().add("paused");
            parts.rate().setText("");
            return;
        }
        parts.live().setText(texts.text(live ? "status.live" : "status.paused"));
        parts.live().setGraphic(Glyphs.icon(live ? "play" : "pause", 11));
        parts.live().setTooltip(new Tooltip(texts.text(live ? "status.pause" : "status.resume")));
        parts.live().getStyleClass().remove("paused");
        if (!live) {
            parts.live().getStyleClass().add("paused");
        }
        showRate();
    }

    private void showRate() {
        if (!stance.isEmpty()) {
            return;
        }
        long rate = viewModel.updatesPerSecondProperty().get();
        boolean live = viewModel.liveProperty().get();
        Duration slowPoll = viewModel.slowPollProperty().get();
        if (live && slowPoll != null) {
            parts.rate().setText(texts.text("status.deaf", slowPoll.toSeconds()));
            parts.rate().setTooltip(new Tooltip(texts.text("status.deaf_why", slowPoll.toSeconds())));
            return;
        }
        parts.rate().setTooltip(null);
        parts.rate().setText(live ? texts.text(rate == 0 ? "status.no_updates" : "status.updates", rate) : "");
    }

    private void showCounts(Map<String, Long> counts) {
        parts.counts()
                .getChildren()
                .setAll(COUNTED.stream()
                        .map(state -> count(state, counts.getOrDefault(state, 0L)))
                        .toList());
    }

    private Node count(String state, long number) {
        var label = new Label(texts.text("status.number", number));
        label.getStyleClass().add("mono");
        var group = new HBox(Glyphs.state(state, 11), label);
        group.getStyleClass().add("status-group");
        group.setAccessibleText(texts.text("status.count", number, state));
        Tooltip.install(group, new Tooltip(texts.text("status.count", number, state)));
        return group;
    }

    private void showWork(Optional<Load> oldest) {
        parts.work().setVisible(oldest.isPresent());
        oldest.ifPresent(load -> {
            Load.Told told = load.told();
            parts.workBar().setVisible(told != null);
            parts.workWords().setText(told == null ? texts.text("status.work") : told.words());
            parts.workTime()
                    .setText(
                            told == null
                                    ? texts.text(
                                            "status.seconds", load.elapsed().toMillis() / 1000.0)
                                    : texts.text("status.percent", told.fraction()));
            parts.workBar().setProgress(told == null ? 0 : told.fraction());
        });
    }
}
