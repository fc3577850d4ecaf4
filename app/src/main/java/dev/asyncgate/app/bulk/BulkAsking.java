package dev.asyncgate.app.bulk;

import static dev.asyncgate.app.bulk.BulkDialog.label;
import static dev.asyncgate.app.shell.Dialog.row;

import dev.asyncgate.app.bulk.BulkViewModel.Phase;
import dev.asyncgate.app.shell.ErrorNote;
import dev.asyncgate.app.shell.Gaps;
import dev.asyncgate.app.theme.Glyph;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.ShortId;
import dev.asyncgate.bulk.PreviewBulk.Preview;
import dev.asyncgate.task.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.beans.property.StringProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The dry run: what would change, whom it concerns, and what has to be said first. For the FX thread only. */
final class BulkAsking {

    private static final int OWNERS = 4;
    private static final int NEARLY_DONE = 3;

    private final Texts texts;
    private final BulkViewModel viewModel;
    private final BulkWords words;
    private final VBox root = new VBox();
    private final VBox seen = new VBox();
    private final Button safe = new Button();
    private final Button act = new Button();
    private final TextField priority = new TextField();

    BulkAsking(Texts texts, BulkViewModel viewModel, BulkWords words, Runnable keep) {
        this.texts = texts;
        this.viewModel = viewModel;
        this.words = words;
        safe.setId("bulkKeep");
        safe.setText(words.of("keep"));
        safe.getStyleClass().add("dialog-safe");
        safe.setDefaultButton(true);
        safe.setOnAction(event -> keep.run());
        act.setId("bulkAct");
        act.getStyleClass().add(viewModel.kind().isLasting() ? Styles.DANGER : Styles.PRIMARY);
        act.setOnAction(event -> viewModel.confirm());
        viewModel.readyProperty().subscribe(ready -> act.setDisable(!ready));
        safe.setMinWidth(Region.USE_PREF_SIZE);
        act.setMinWidth(Region.USE_PREF_SIZE);
        Label lasting = label(words.of("lasting"), Styles.SMALL, Styles.MUTED);
        lasting.setMinWidth(0);
        root.getChildren().setAll(seen, fields(), row("dialog-foot", lasting, Gaps.grow(), safe, act));
        viewModel.sinceProperty().subscribe(ignored -> tell());
    }

    Node view() {
        return root;
    }

    Node first() {
        return viewModel.kind() == BulkKind.REPRIORITIZE ? priority : safe;
    }

    void tell() {
        Preview preview = viewModel.previewProperty().get();
        Exception failure = viewModel.failureProperty().get();
        long concerned = viewModel.concerned();
        act.setText(words.of("act", concerned));
        if (viewModel.phaseProperty().get() == Phase.FAILED && failure != null) {
            seen.getChildren().setAll(row("bulk-note", ErrorNote.of(texts, failure)));
        } else if (preview == null || viewModel.phaseProperty().get() == Phase.LOOKING) {
            seen.getChildren()
                    .setAll(row("bulk-figures", label(texts.text("bulk.looking"), Styles.SMALL, Styles.MUTED)));
        } else {
            seen.getChildren().setAll(seen(preview, concerned));
        }
    }

    private List<Node> seen(Preview preview, long concerned) {
        var nodes = new ArrayList<Node>();
        long total =
                preview.byState().values().stream().mapToLong(Long::longValue).sum();
        var figures = row(
                "bulk-figures",
                label(words.number(concerned), Styles.FIGURE),
                label(words.of("will"), Styles.SMALL, Styles.MEDIUM),
                label(words.number(total - concerned), Styles.MONO, Styles.MUTED, "bulk-other-figure"),
                label(texts.text("bulk.stay"), Styles.SMALL, Styles.MUTED),
                Gaps.grow());
        int since = viewModel.sinceProperty().get();
        if (since > 0) {
            figures.getChildren().add(label(texts.text("bulk.since", since), Styles.SMALL, Styles.MUTED));
        }
        var bar = new StateBar(preview.byState(), viewModel.concerns());
        var box = new VBox(figures, bar);
        box.getStyleClass().add("bulk-block");
        nodes.add(box);
        var owners = effects(preview, concerned);
        HBox.setHgrow(owners, Priority.ALWAYS);
        nodes.add(row("bulk-halves", states(preview), owners));
        if (viewModel.kind() == BulkKind.CANCEL && !preview.nearlyDone().isEmpty()) {
            nodes.add(row("bulk-note", nearlyDone(preview)));
        }
        return nodes;
    }

    private Node states(Preview preview) {
        var column = new VBox();
        column.getStyleClass().add("bulk-states");
        for (TaskStatus status : TaskStatus.values()) {
            boolean concerned = viewModel.concerns().contains(status);
            Glyph mark = Glyphs.icon(concerned ? "close" : "minus", 12);
            mark.getStyleClass().add(concerned ? "icon-bad" : "icon-subtle");
            String muted = concerned ? Styles.SMALL : Styles.MUTED;
            Label name = label(status.wireName(), Styles.SMALL, muted, "bulk-state-name");
            Label count = label(
                    words.number(preview.byState().getOrDefault(status, 0L)),
                    Styles.SMALL,
                    Styles.MONO,
                    muted,
                    "bulk-state-count");
            column.getChildren()
                    .add(row(
                            "bulk-state",
                            mark,
                            Glyphs.state(status.wireName(), 12),
                            name,
                            count,
                            label(words.ofState(status), Styles.SMALL, Styles.MUTED)));
        }
        return column;
    }

    private VBox effects(Preview preview, long concerned) {
        var column = new VBox();
        column.getStyleClass().add("bulk-effects");
        column.getChildren().add(label(texts.text("bulk.owners", concerned), Styles.TINY, Styles.BOLD, Styles.MUTED));
        long most = preview.owners().values().stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(1);
        preview.owners().entrySet().stream()
                .limit(OWNERS)
                .forEach(entry -> column.getChildren().add(owner(entry, most)));
        int others = preview.owners().size() - OWNERS;
        if (others > 0) {
            column.getChildren().add(label(texts.text("bulk.owners_more", others), Styles.SMALL, Styles.MUTED));
        }
        column.getChildren()
                .add(label(texts.text("bulk.written"), Styles.TINY, Styles.BOLD, Styles.MUTED, "bulk-next"));
        switch (viewModel.kind()) {
            case CANCEL -> {
                column.getChildren()
                        .addAll(
                                written(
                                        texts.text(
                                                "bulk.cancel.leases",
                                                preview.workers().size()),
                                        preview.leases()),
                                written(texts.text("bulk.cancel.receipts"), concerned * 2),
                                written(texts.text("bulk.cancel.discharged"), concerned));
            }
            case RETRY ->
                column.getChildren()
                        .addAll(
                                written(texts.text("bulk.retry.tasks"), concerned),
                                written(texts.text("bulk.retry.owed"), concerned));
            case HOLD, RESUME, REPRIORITIZE, PUT_BACK ->
                column.getChildren().add(written(texts.text("bulk.audited"), concerned));
        }
        return column;
    }

    private Node owner(Map.Entry<String, Long> entry, long most) {
        var bar = new ProgressBar((double) entry.getValue() / most);
        bar.getStyleClass().addAll("thin-progress", "neutral-progress");
        Label name = label(entry.getKey(), Styles.SMALL, "bulk-owner");
        name.setMinWidth(0);
        return row(
                "bulk-line", name, bar, Gaps.grow(), label(words.number(entry.getValue()), Styles.SMALL, Styles.MONO));
    }

    private Node written(String what, long count) {
        return row(
                "bulk-line",
                label(what, Styles.SMALL),
                Gaps.grow(),
                label(words.number(count), Styles.SMALL, Styles.MONO));
    }

    private Node nearlyDone(Preview preview) {
        String ids = preview.nearlyDone().stream()
                .limit(NEARLY_DONE)
                .map(ShortId::of)
                .reduce((one, other) -> one + ", " + other)
                .orElse("");
        Glyph mark = Glyphs.icon("warn", 14);
        mark.getStyleClass().add("icon-warn");
        var out = new Button(texts.text("bulk.leave_out"));
        out.getStyleClass().add(Styles.LINK);
        out.setOnAction(event -> viewModel.leaveOutNearlyDone());
        Label said = label(texts.text("bulk.nearly_done", preview.nearlyDone().size(), ids), Styles.SMALL);
        said.setMinWidth(0);
        var note = row(Styles.NOTE, mark, said, Gaps.grow(), out);
        note.getStyleClass().add(Styles.NOTE_WARN);
        HBox.setHgrow(note, Priority.ALWAYS);
        return note;
    }

    // ---- what has to be said

    private Node fields() {
        var fields = row("dialog-fields");
        if (viewModel.kind() == BulkKind.REPRIORITIZE) {
            priority.setId("bulkPriority");
            priority.getStyleClass().add(Styles.MONO);
            fields.getChildren()
                    .add(field(
                            texts.text("bulk.priority"),
                            label(texts.text("bulk.priority_note")),
                            priority,
                            viewModel.priorityProperty()));
        }
        if (viewModel.kind().takesReason()) {
            var reason = new TextField();
            reason.setId("bulkReason");
            fields.getChildren()
                    .add(field(
                            texts.text("act.reason_optional"),
                            label(words.of("reason_note")),
                            reason,
                            viewModel.reasonProperty()));
        }
        String word = viewModel.word();
        if (word != null) {
            var typed = new TextField();
            typed.setId("bulkTyped");
            typed.getStyleClass().add(Styles.MONO);
            Label progress = label("");
            viewModel
                    .typedProperty()
                    .subscribe(text -> progress.setText(
                            texts.text("act.typed", Math.min(text.strip().length(), word.length()), word.length())));
            fields.getChildren().add(field(texts.text("act.type", word), progress, typed, viewModel.typedProperty()));
        }
        boolean any = !fields.getChildren().isEmpty();
        fields.setVisible(any);
        fields.setManaged(any);
        return fields;
    }

    private static Node field(String name, Label note, TextField input, StringProperty value) {
        Label title = label(name, Styles.SMALL, Styles.MEDIUM);
        title.setLabelFor(input);
        note.getStyleClass().add(Styles.FIELD_NOTE);
        input.setAccessibleText(name);
        input.textProperty().bindBidirectional(value);
        var column = new VBox(row("dialog-field-head", title, Gaps.grow(), note), input);
        column.getStyleClass().add("dialog-field");
        HBox.setHgrow(column, Priority.ALWAYS);
        return column;
    }
}
