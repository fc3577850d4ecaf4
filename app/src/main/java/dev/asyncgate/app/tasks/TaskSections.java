package dev.asyncgate.app.tasks;

import dev.asyncgate.app.json.JsonDocument;
import dev.asyncgate.app.json.JsonView;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Gaps;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.tasks.TaskReads.Dossier;
import dev.asyncgate.app.theme.EndBadge;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Palette;
import dev.asyncgate.app.theme.StateLook;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.words.Durations;
import dev.asyncgate.app.words.Instants;
import dev.asyncgate.lease.LeaseSpan;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.task.PauseType;
import dev.asyncgate.task.Requirements;
import dev.asyncgate.task.Task;
import dev.asyncgate.task.TaskResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The parts of the inspector, each made from what is known of a task. For the FX thread only. */
final class TaskSections {

    private static final int LONGEST_ERROR = 160;

    private final PlaceContext context;
    private final ReadOnlyObjectProperty<Instant> now;
    private final List<Runnable> ticking = new ArrayList<>();
    private final Map<String, JsonView> views = new HashMap<>();

    TaskSections(PlaceContext context, ReadOnlyObjectProperty<Instant> now) {
        this.context = context;
        this.now = now;
    }

    /** Forgets the parts made before. */
    void begin() {
        ticking.clear();
    }

    /** Tells anew what moves with the clock. */
    void tick() {
        ticking.forEach(Runnable::run);
    }

    /** What keeps it out of the queue: it is held, or its type is paused. */
    List<Node> keptBack(Dossier known) {
        var notes = new ArrayList<Node>();
        Task task = known.task();
        if (task.held()) {
            notes.add(keptBack(text("held"), because(task.heldReason())));
        }
        PauseType.Paused paused = known.paused();
        if (paused != null && !task.status().isTerminal()) {
            notes.add(keptBack(
                    text("paused", paused.type()),
                    text("paused_since", Instants.near(paused.pausedAt()), because(paused.reason()))));
        }
        return notes;
    }

    private String because(@Nullable String reason) {
        return reason == null ? text("no_reason") : text("reason", reason);
    }

    private static Node keptBack(String title, String below) {
        Label reason = label(below, Styles.SMALL, Styles.MUTED);
        reason.setWrapText(true);
        var words = new VBox(label(title, Styles.MEDIUM), reason);
        HBox.setHgrow(words, Priority.ALWAYS);
        var note = new HBox(Glyphs.icon("pause", 13), words);
        note.getStyleClass().addAll(Styles.NOTE, Styles.NOTE_WARN, "outcome-note");
        return section(note);
    }

    /** How it ended; null while it has not. */
    @Nullable Node outcome(Dossier known) {
        Task task = known.task();
        TaskResult result = task.result();
        if (result == null) {
            return null;
        }
        return switch (result.outcome()) {
            case FAILED ->
                note(
                        task,
                        Styles.NOTE_DANGER,
                        text("failed_for_good", task.attempt(), task.maxAttempts()),
                        error(known));
            case CANCELED -> note(task, null, text("canceled"), error(known));
            default ->
                note(
                        task,
                        null,
                        text("succeeded", Durations.words(Duration.between(task.createdAt(), result.completedAt()))),
                        label(text("succeeded_note", task.attempt()), Styles.SMALL, Styles.MUTED));
        };
    }

    private static Node note(Task task, @Nullable String style, String title, Node below) {
        var words = new VBox(label(title, Styles.MEDIUM), below);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        var note = new HBox(Glyphs.state(task.status().wireName(), 12), words);
        note.getStyleClass().addAll(Styles.NOTE, "outcome-note");
        if (style != null) {
            note.getStyleClass().add(style);
        }
        return section(note);
    }

    /** Kind and message where the error has them, as workers are used to write them; else its text. */
    private Node error(Dossier known) {
        JsonDocument error = known.documents().error();
        if (error == null) {
            return label(text("no_error"), Styles.SMALL, Styles.MUTED);
        }
        String named = Stream.of("kind", "code", "message")
                .map(name -> error.root().get(name))
                .filter(value -> value != null && value.isValueNode())
                .map(JsonNode::asString)
                .collect(Collectors.joining(" "));
        String words = named.isEmpty() ? error.text() : named;
        var label = label(
                words.length() > LONGEST_ERROR ? words.substring(0, LONGEST_ERROR) + "…" : words,
                Styles.MONO,
                Styles.TINY);
        label.setWrapText(true);
        return label;
    }

    Node path(Dossier known) {
        Task task = known.task();
        StatePath path = StatePath.of(task.status(), known.leases());
        TaskResult result = task.result();
        Instant end = result == null ? now.get() : result.completedAt();
        String took = Durations.words(Duration.between(task.createdAt(), end));
        return section(
                heading("path", text("path_note", path.transitions(), took)),
                new StatePathCanvas(path, palette(), context.texts()));
    }

    Node attempts(Dossier known) {
        List<LeaseSpan> leases = known.leases();
        if (leases.isEmpty()) {
            return section(heading("attempts", ""), label(text("no_leases"), Styles.SMALL, Styles.MUTED));
        }
        var rows = new VBox();
        rows.getStyleClass().add("attempt-list");
        leases.forEach(lease -> rows.getChildren().add(attempt(lease)));
        Instant last = leases.getLast().endedAt();
        String span = text(
                "attempts_span",
                Instants.minute(leases.getFirst().acquiredAt()),
                Instants.minute(last == null ? now.get() : last));
        var strip = new AttemptStrip(leases, now.get(), palette());
        strip.setAccessibleText(text("attempts_strip"));
        return section(heading("attempts", span), rows, strip);
    }

    private Node attempt(LeaseSpan lease) {
        StateLook look = StateLook.of(lease.endReason());
        Label end = label(look.word(), "attempt-end");
        end.setGraphic(new EndBadge(look, palette()));
        Label held = label(held(lease), Styles.MONO, "attempt-held");
        if (lease.isLive()) {
            ticking.add(() -> held.setText(held(lease)));
        }
        var row = new HBox(
                end,
                label(lease.workerId(), Styles.MONO, "attempt-worker"),
                label(Instants.second(lease.acquiredAt()), Styles.MONO, Styles.MUTED, "attempt-time"),
                held,
                Gaps.grow(),
                label(text("renewals", lease.renewals().size()), Styles.MONO, Styles.MUTED, "attempt-renewals"));
        row.getStyleClass().add("attempt-row");
        row.setOnMouseClicked(
                event -> context.navigator().go(new Destination.ShowLease(lease.leaseId(), lease.taskId())));
        return row;
    }

    private String held(LeaseSpan lease) {
        Instant until = lease.endedAt() == null ? now.get() : lease.endedAt();
        return Durations.words(Duration.between(lease.acquiredAt(), until));
    }

    Node receipts(Dossier known) {
        var rows = new VBox();
        for (Receipt receipt : known.receipts()) {
            String type = receipt.type().wireName();
            var row = new HBox(
                    Glyphs.receipt(type, 13),
                    label(type),
                    Gaps.grow(),
                    label(Instants.second(receipt.createdAt()), Styles.MONO, Styles.MUTED));
            row.getStyleClass().add("receipt-row");
            row.setOnMouseClicked(event -> context.navigator()
                    .go(new Destination.ShowReceipt(
                            receipt.receiptId(), known.task().taskId())));
            rows.getChildren().add(row);
        }
        if (known.receipts().isEmpty()) {
            rows.getChildren().add(label(text("no_receipts"), Styles.SMALL, Styles.MUTED));
        }
        return section(heading("receipts", ""), rows);
    }

    Node facts(Dossier known) {
        Task task = known.task();
        var grid = new GridPane();
        grid.getStyleClass().add(Styles.KEY_VALUES);
        fact(grid, "owner", label(task.createdBy().toString(), Styles.VALUE));
        fact(grid, "created", label(Instants.near(task.createdAt()), Styles.MONO, Styles.VALUE));
        fact(grid, "priority", label(Integer.toString(task.priority()), Styles.MONO, Styles.VALUE));
        fact(grid, "attempts", label(task.attempt() + "/" + task.maxAttempts(), Styles.MONO, Styles.VALUE));
        Task.Progress progress = task.progress();
        if (progress != null) {
            String report = text("progress_report", progress.number(), Instants.second(progress.at()));
            fact(grid, "progress", label(report, Styles.VALUE));
        }
        Task.Amendment amendment = task.amendment();
        if (amendment != null) {
            fact(grid, "amended", label(Instants.second(amendment.at()), Styles.MONO, Styles.VALUE));
        }
        if (task.nextEligibleAt() != null) {
            fact(grid, "eligible", label(Instants.second(task.nextEligibleAt()), Styles.MONO, Styles.VALUE));
        }
        String required = required(task.requirements());
        if (!required.isEmpty()) {
            fact(grid, "requires", label(required, Styles.VALUE));
        }
        return section(heading("facts", ""), grid);
    }

    private static String required(Requirements requirements) {
        return Stream.concat(requirements.capabilities().stream(), requirements.tags().stream())
                .collect(Collectors.joining(", "));
    }

    private void fact(GridPane grid, String key, Node value) {
        grid.addRow(grid.getRowCount(), label(text("key_" + key), Styles.KEY), value);
    }

    /** Progress, payload, result, error and evidence, as far as there are any; what is open in them stays open. */
    List<Node> documents(Dossier known) {
        var documents = new ArrayList<Node>();
        TaskReads.Documents of = known.documents();
        add(documents, "progress", of.progress());
        add(documents, "payload", of.payload());
        add(documents, "result", of.result());
        add(documents, "error", of.error());
        add(documents, "artifacts", of.artifacts());
        add(documents, "delivery_proof", of.deliveryProof());
        add(documents, "amended_artifacts", of.amendedArtifacts());
        add(documents, "amended_proof", of.amendedProof());
        return documents;
    }

    private void add(List<Node> documents, String key, @Nullable JsonDocument document) {
        if (document != null) {
            documents.add(views.compute(
                    key,
                    (ignored, view) -> view != null && view.shows(document)
                            ? view
                            : new JsonView(context.texts(), text(key), document)));
        }
    }

    // ---- parts

    static VBox section(Node... parts) {
        var section = new VBox(parts);
        section.getStyleClass().add(Styles.SECTION);
        return section;
    }

    private Node heading(String key, String note) {
        return new HBox(label(text(key), Styles.SECTION_TITLE), Gaps.grow(), label(note, "section-note"));
    }

    private static Label label(String text, String... styles) {
        var label = new Label(text);
        label.getStyleClass().addAll(styles);
        return label;
    }

    private Palette palette() {
        return context.themes().paletteProperty().get();
    }

    private String text(String key, Object... values) {
        return context.texts().text("tasks." + key, values);
    }
}
