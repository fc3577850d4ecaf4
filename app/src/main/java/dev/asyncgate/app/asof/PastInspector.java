package dev.asyncgate.app.asof;

import dev.asyncgate.app.receipt.Pieces;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.ErrorNote;
import dev.asyncgate.app.shell.Gaps;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.theme.EndBadge;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.StateLook;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.words.Durations;
import dev.asyncgate.app.words.Instants;
import dev.asyncgate.history.TaskAsOf.Answer;
import dev.asyncgate.lease.LeaseEnd;
import dev.asyncgate.lease.LeaseSpan;
import dev.asyncgate.task.Task;
import dev.asyncgate.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What is selected as it was beside how it is, then the whole: how much there was, and what has happened since. */
final class PastInspector {

    /** What is compared takes so much of the width, in percent; then and now share the rest. */
    private static final double COMPARED = 28;

    private static final List<LeaseEnd> TOLD = List.of(
            LeaseEnd.COMPLETED,
            LeaseEnd.FAILED,
            LeaseEnd.RETRIED,
            LeaseEnd.EXPIRED,
            LeaseEnd.RELEASED,
            LeaseEnd.REVOKED,
            LeaseEnd.CANCELED);

    private final PlaceContext context;
    private final AsOfViewModel viewModel;
    private final Pieces pieces;
    private final VBox root = new VBox();
    private final VBox head = new VBox();
    private final VBox body = new VBox();
    private final HBox foot = new HBox();

    PastInspector(PlaceContext context, AsOfViewModel viewModel) {
        this.context = context;
        this.viewModel = viewModel;
        this.pieces = new Pieces(context.texts());
        root.getStyleClass().addAll(Styles.INSPECTOR, "past-inspector");
        root.getStylesheets()
                .addAll(
                        Pieces.stylesheet(),
                        Objects.requireNonNull(getClass().getResource("/dev/asyncgate/ui/asof/asof.css"))
                                .toExternalForm());
        foot.getStyleClass().add(Styles.INSPECTOR_FOOT);
        foot.managedProperty().bind(foot.visibleProperty());
        var scroll = new ScrollPane(body);
        scroll.setFitToWidth(true);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        root.getChildren().setAll(head, scroll, foot);
        viewModel.readingProperty().subscribe(ignored -> show());
        viewModel.dossierProperty().subscribe(ignored -> show());
        viewModel.dossierFailureProperty().subscribe(ignored -> show());
        context.themes().paletteProperty().subscribe(ignored -> show());
    }

    Parent view() {
        return root;
    }

    private void show() {
        PastDossier dossier = viewModel.dossierProperty().get();
        Reading reading = viewModel.readingProperty().get();
        List<Node> sections = new ArrayList<>();
        Exception failure = viewModel.dossierFailureProperty().get();
        if (failure != null) {
            sections.add(section(ErrorNote.of(context.texts(), failure)));
        }
        if (dossier != null) {
            sections.addAll(selected(dossier));
        }
        if (reading != null) {
            sections.add(figures(reading));
            sections.add(since(reading));
            if (!reading.paused().isEmpty()) {
                sections.add(paused(reading));
            }
            sections.add(rebuilt(reading));
        }
        head.getChildren().setAll(dossier == null ? headOfAll() : headOf(dossier));
        body.getChildren().setAll(sections);
        foot.setVisible(dossier != null);
        foot.getChildren().setAll(dossier == null ? List.of() : buttons(dossier));
    }

    // ---- what is selected

    private Node headOfAll() {
        var title = pieces.label(text("then_and_now"), Styles.INSPECTOR_TITLE);
        title.setGraphic(Glyphs.icon("asof", 15));
        var all = new VBox(title);
        all.getStyleClass().addAll(Styles.INSPECTOR_HEAD, "past-head");
        return all;
    }

    private Node headOf(PastDossier dossier) {
        Optional<LeaseSpan> lease = dossier.lease();
        Task now = dossier.now();
        String type = now == null ? "" : now.type();
        Node mark = dossier.then() instanceof Answer.Known known
                ? Glyphs.state(known.task().status().wireName(), 16)
                : Glyphs.icon("asof", 15);
        String title = lease.map(it -> text("lease_title", it.type(), it.workerId()))
                .orElse(type.isEmpty() ? text("unknown_task") : type);
        UUID id = lease.map(LeaseSpan::leaseId).orElse(dossier.taskId());
        return pieces.head(mark, title, id, () -> viewModel.select(null, null));
    }

    private List<Node> selected(PastDossier dossier) {
        return switch (dossier.then()) {
            case Answer.NotYet(var createdAt) ->
                List.of(note(text("not_yet", Durations.words(Duration.between(dossier.at(), createdAt)))));
            case Answer.Archived(var archivedAt) -> List.of(note(text("archived", Instants.date(archivedAt))));
            case Answer.Known ignored -> {
                List<Node> sections = new ArrayList<>();
                dossier.lease().ifPresent(lease -> sections.add(lease(dossier, lease)));
                sections.add(comparison(dossier));
                yield sections;
            }
        };
    }

    private Node lease(PastDossier dossier, LeaseSpan lease) {
        Instant at = dossier.at();
        List<Node> cells = new ArrayList<>();
        cells.add(pieces.label(text("at", Instants.second(at)), Styles.KEY));
        cells.add(value(ofLease(lease, at)));
        dossier.holder()
                .filter(holder -> !holder.leaseId().equals(lease.leaseId()))
                .ifPresent(holder -> {
                    cells.add(pieces.key("asof.then"));
                    cells.add(value(text(
                            "holds", holder.workerId(), Durations.precise(Duration.between(holder.acquiredAt(), at)))));
                });
        lease.lateAttempts().stream()
                .filter(late -> late.at().isAfter(at))
                .findFirst()
                .ifPresent(late -> {
                    cells.add(pieces.key("asof.later"));
                    cells.add(value(text("late", late.operation(), Instants.second(late.at()))));
                });
        if (lease.endedAt() != null && lease.endedAt().isAfter(at) && lease.endReason() != null) {
            cells.add(pieces.key("asof.now"));
            cells.add(value(text(
                    "ends_later",
                    lease.endReason().wireName(),
                    Durations.precise(Duration.between(at, lease.endedAt())))));
        }
        return pieces.keyValues(cells);
    }

    private String ofLease(LeaseSpan lease, Instant at) {
        Optional<LeaseSpan> then = lease.asOf(at);
        if (then.isEmpty()) {
            return text("acquired_later", Durations.precise(Duration.between(at, lease.acquiredAt())));
        }
        Instant ended = then.get().endedAt();
        return ended == null
                ? text(
                        "live",
                        Durations.countdown(Duration.between(at, then.get().expiresAt())))
                : text("lease_ended", Durations.precise(Duration.between(ended, at)));
    }

    private Node comparison(PastDossier dossier) {
        var grid = new GridPane();
        grid.getStyleClass().addAll(Styles.KEY_VALUES, "then-and-now");
        for (double share : new double[] {COMPARED, 50 - COMPARED / 2, 50 - COMPARED / 2}) {
            var column = new ColumnConstraints();
            column.setPercentWidth(share);
            grid.getColumnConstraints().add(column);
        }
        grid.addRow(
                0,
                pieces.label("", Styles.KEY),
                pieces.label(Instants.second(dossier.at()), Styles.MONO, Styles.TINY, Styles.MUTED),
                pieces.label(text("now"), Styles.TINY, Styles.MUTED));
        for (Comparison.Line line : Comparison.of(dossier)) {
            if (line.then().isEmpty() && line.now().isEmpty()) {
                continue;
            }
            Label then = pieces.sentence(line.then().isEmpty() ? "–" : line.then(), Styles.VALUE);
            Label now = pieces.sentence(line.now().isEmpty() ? "–" : line.now(), Styles.VALUE);
            now.getStyleClass().add(line.hasChanged() ? "changed-since" : Styles.SUBTLE);
            if (line.key().equals("status")) {
                then.setGraphic(Glyphs.state(line.then(), 12));
                now.setGraphic(Glyphs.state(line.now(), 12));
            }
            grid.addRow(grid.getRowCount(), pieces.key("asof.line_" + line.key()), then, now);
        }
        var section = new VBox(grid);
        section.getStyleClass().add(Styles.SECTION);
        return section;
    }

    private List<Node> buttons(PastDossier dossier) {
        List<Node> buttons = new ArrayList<>();
        Instant end = end(dossier);
        if (end != null) {
            buttons.add(button(text("jump_to_end"), () -> viewModel.moveTo(end)));
        }
        if (dossier.now() != null) {
            Destination now = dossier.leaseId() == null
                    ? new Destination.ShowTask(dossier.taskId())
                    : new Destination.ShowLease(dossier.leaseId(), dossier.taskId());
            buttons.add(button(text("show_now"), () -> context.navigator().go(now)));
            buttons.add(button(
                    text("show_receipts"),
                    () -> context.navigator().go(new Destination.ShowReceipts(dossier.taskId()))));
        }
        return buttons;
    }

    private static @Nullable Instant end(PastDossier dossier) {
        if (dossier.leaseId() != null) {
            return dossier.lease().map(LeaseSpan::endedAt).orElse(null);
        }
        Task now = dossier.now();
        return now == null || now.result() == null ? null : now.result().completedAt();
    }

    private static Button button(String words, Runnable action) {
        var button = new Button(words);
        button.setOnAction(event -> action.run());
        return button;
    }

    // ---- the whole

    private Node figures(Reading reading) {
        var grid = new GridPane();
        grid.getStyleClass().add("state-figures");
        var word = new ColumnConstraints();
        word.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().add(word);
        for (int i = 0; i < 3; i++) {
            var number = new ColumnConstraints();
            number.setHalignment(HPos.RIGHT);
            number.setMinWidth(64);
            grid.getColumnConstraints().add(number);
        }
        grid.addRow(
                0,
                pieces.label(text("state"), Styles.TINY, Styles.MUTED),
                pieces.label(Instants.second(reading.at()), Styles.MONO, Styles.TINY, Styles.MUTED),
                pieces.label(text("now"), Styles.TINY, Styles.MUTED),
                pieces.label(text("change"), Styles.TINY, Styles.MUTED));
        for (TaskStatus status : TaskStatus.values()) {
            long then = reading.then().tasks().getOrDefault(status, 0L);
            long now = reading.now().getOrDefault(status, 0L);
            boolean worse = status == TaskStatus.FAILED && now > then;
            row(grid, Glyphs.state(status.wireName(), 12), status.wireName(), then, now, worse);
        }
        row(
                grid,
                Glyphs.receipt("task.assigned", 13),
                text("owed"),
                reading.then().openObligations(),
                reading.owedNow(),
                false);
        return pieces.section("asof.tasks_then_and_now", new Label(), grid);
    }

    private void row(GridPane grid, Node mark, String name, long then, long now, boolean worse) {
        var label = pieces.label(name, Styles.SMALL);
        label.setGraphic(mark);
        label.setGraphicTextGap(8);
        Label change = pieces.label(change(now - then), Styles.MONO, Styles.SMALL, worse ? Styles.BAD : Styles.MUTED);
        grid.addRow(
                grid.getRowCount(),
                label,
                pieces.label(number(then), Styles.MONO, Styles.SMALL),
                pieces.label(number(now), Styles.MONO, Styles.SMALL, Styles.MUTED),
                change);
    }

    private Node since(Reading reading) {
        var rows = new VBox();
        rows.getStyleClass().add("since-rows");
        for (LeaseEnd end : TOLD) {
            long count = reading.then().endedSince().getOrDefault(end, 0L);
            if (count > 0) {
                boolean bad = end == LeaseEnd.FAILED;
                rows.getChildren().add(sinceRow(badge(end), text("ended_" + end.wireName()), count, bad));
            }
        }
        rows.getChildren()
                .add(sinceRow(
                        Glyphs.icon("submit", 13),
                        text("created_since"),
                        reading.then().createdSince(),
                        false));
        rows.getChildren()
                .add(sinceRow(
                        Glyphs.receipt("task.assigned", 14),
                        text("discharged_since"),
                        reading.dischargedSince(),
                        false));
        return pieces.section("asof.since", new Label(), rows);
    }

    private Node badge(LeaseEnd end) {
        return new EndBadge(
                StateLook.ofLease(end.wireName()),
                context.themes().paletteProperty().get());
    }

    private Node sinceRow(Node mark, String words, long count, boolean bad) {
        return pieces.line(
                "since-row",
                held(mark),
                pieces.label(words, Styles.SMALL),
                Gaps.grow(),
                pieces.label(number(count), Styles.MONO, Styles.SMALL, bad ? Styles.BAD : Styles.VALUE));
    }

    /** Marks of several sizes, so that the words after them stand below each other. */
    private static Node held(Node mark) {
        var holder = new StackPane(mark);
        holder.getStyleClass().add("since-mark");
        return holder;
    }

    private Node paused(Reading reading) {
        var rows = new VBox();
        rows.getStyleClass().add("since-rows");
        reading.paused()
                .forEach(type -> rows.getChildren()
                        .add(pieces.line(
                                "since-row",
                                held(Glyphs.icon("pause", 12)),
                                pieces.label(type.type(), Styles.SMALL),
                                Gaps.grow(),
                                pieces.label(
                                        text("paused_since", Instants.date(type.pausedAt())),
                                        Styles.TINY,
                                        Styles.MUTED))));
        return pieces.section("asof.paused", new Label(), rows);
    }

    private Node rebuilt(Reading reading) {
        long unknown = reading.then().unknown();
        String words = text("rebuilt_text", Instants.second(reading.at())) + " "
                + (unknown == 0 ? text("rebuilt_whole") : text("rebuilt_unknown", unknown));
        return pieces.section("asof.rebuilt", new Label(), pieces.sentence(words, Styles.SMALL, Styles.MUTED));
    }

    // ---- parts

    private Node note(String words) {
        var note = new HBox(Glyphs.icon("asof", 13), pieces.sentence(words, Styles.SMALL));
        note.getStyleClass().addAll(Styles.NOTE, "unknown-note");
        return section(note);
    }

    private static VBox section(Node... parts) {
        var section = new VBox(parts);
        section.getStyleClass().add(Styles.SECTION);
        return section;
    }

    private Label value(String words) {
        return pieces.sentence(words, Styles.VALUE);
    }

    private static String change(long by) {
        return by == 0 ? "0" : String.format(Locale.ROOT, "%+,d", by);
    }

    private String number(long number) {
        return text("number", number);
    }

    private String text(String key, Object... values) {
        return context.texts().text("asof." + key, values);
    }
}
