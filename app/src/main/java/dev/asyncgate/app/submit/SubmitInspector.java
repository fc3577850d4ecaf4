package dev.asyncgate.app.submit;

import dev.asyncgate.app.shell.Gaps;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.Instants;
import dev.asyncgate.task.PauseType;
import dev.asyncgate.why.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** What a submission would do, as far as it can be computed now, and the drafts. For the FX thread only. */
@SuppressWarnings("NullAway.Init") // the fields are the loader's to fill
final class SubmitInspector {

    private static final int SHOWN = 26;

    private final PlaceContext context;
    private final Texts texts;
    private final SubmitViewModel viewModel;

    @FXML
    private VBox runLines;

    @FXML
    private StackPane previewHolder;

    @FXML
    private Label obligation;

    @FXML
    private VBox numbersSection;

    @FXML
    private VBox numbers;

    @FXML
    private Label draftCount;

    @FXML
    private VBox draftRows;

    SubmitInspector(PlaceContext context, SubmitViewModel viewModel) {
        this.context = context;
        this.texts = context.texts();
        this.viewModel = viewModel;
    }

    @FXML
    void initialize() {
        numbersSection.managedProperty().bind(numbersSection.visibleProperty());
        TaskForm form = viewModel.form();
        form.delayProperty().subscribe(ignored -> tellRun());
        form.causedBy().subscribe(this::tellReceipt);
        form.owedToProperty().subscribe(ignored -> tellReceipt());
        viewModel.queuedOfTypeProperty().subscribe(ignored -> tellRun());
        viewModel.prospectProperty().subscribe(ignored -> tellRun());
        viewModel.payloadProperty().subscribe(this::tellNumbers);
        viewModel.drafts().savedProperty().subscribe(ignored -> tellDrafts());
        viewModel.drafts().currentProperty().subscribe(ignored -> tellDrafts());
        tellReceipt();
    }

    // ---- will it run?

    private void tellRun() {
        List<Node> lines = new ArrayList<>();
        lines.add(delayLine());
        SubmitViewModel.Prospect prospect = viewModel.prospectProperty().get();
        if (prospect != null) {
            lines.add(workersLine(prospect));
            PauseType.Paused paused = prospect.paused();
            if (paused != null) {
                lines.add(line(
                        false,
                        texts.text("submit.run.paused"),
                        texts.text("submit.run.paused_text", paused.type(), Instants.second(paused.pausedAt()))));
            }
            lines.add(positionLine(prospect));
        }
        Long queued = viewModel.queuedOfTypeProperty().get();
        if (queued != null) {
            lines.add(queuedLine(queued));
        }
        runLines.getChildren().setAll(lines);
    }

    private Node delayLine() {
        Duration delay = DurationText.parse(viewModel.form().draft().delay()).orElse(Duration.ZERO);
        if (delay.isNegative() || delay.isZero()) {
            return line(true, texts.text("submit.run.no_delay"), texts.text("submit.run.no_delay_text"));
        }
        Instant now = context.clock().instant();
        String until = delay.compareTo(Duration.ofDays(3660)) < 0 ? Times.exactly(now.plus(delay), now) : "";
        return line(
                true,
                texts.text("submit.run.delay", DurationText.of(delay)),
                texts.text("submit.run.delay_text", until));
    }

    private Node workersLine(SubmitViewModel.Prospect prospect) {
        List<Standing.SeenWorker> able = prospect.outlook().workers().stream()
                .filter(worker -> worker.lacks(prospect.capabilities()).isEmpty())
                .toList();
        int seen = prospect.outlook().workers().size();
        if (able.isEmpty()) {
            String text = prospect.outlook().workers().stream()
                    .min(Comparator.comparingInt(
                            worker -> worker.lacks(prospect.capabilities()).size()))
                    .map(worker -> texts.text(
                            "submit.run.nearest",
                            worker.workerId(),
                            String.join(", ", worker.lacks(prospect.capabilities()))))
                    .orElseGet(() -> texts.text("submit.run.nobody"));
            return line(false, texts.text("submit.run.workers", 0, seen), text);
        }
        String names = able.stream().limit(4).map(Standing.SeenWorker::workerId).collect(Collectors.joining(", "));
        return line(true, texts.text("submit.run.workers", able.size(), seen), names);
    }

    private Node positionLine(SubmitViewModel.Prospect prospect) {
        long ahead = prospect.outlook().tasksAhead();
        return line(true, texts.text("submit.run.position", ahead + 1), texts.text("submit.run.position_text", ahead));
    }

    private Node queuedLine(long queued) {
        if (queued == 0) {
            return line(true, texts.text("submit.run.first"), texts.text("submit.run.first_text"));
        }
        String number = queued >= SubmitViewModel.COUNTED ? queued + "+" : Long.toString(queued);
        return line(true, texts.text("submit.run.queued", number), texts.text("submit.run.queued_text"));
    }

    private static Node line(boolean good, String title, String text) {
        var mark = Glyphs.icon(good ? "check" : "warn", 14);
        mark.getStyleClass().add(good ? "icon-good" : "icon-warn");
        var words = new VBox(label(title, Styles.SMALL), label(text, Styles.SMALL, Styles.MUTED));
        var line = new HBox(mark, words);
        line.getStyleClass().add("run-line");
        return line;
    }

    // ---- the receipt

    private void tellReceipt() {
        Draft draft = viewModel.form().draft();
        previewHolder.getChildren().setAll(new ReceiptPreview(texts, draft.causedBy()));
        String owedTo = draft.owedTo().isEmpty() ? viewModel.operator() : draft.owedTo();
        obligation.setText(texts.text("submit.obligation", owedTo));
    }

    private void tellNumbers(PayloadCheck check) {
        numbersSection.setVisible(!check.numbers().isEmpty());
        numbers.getChildren().setAll(check.numbers().stream().map(this::number).toList());
    }

    private Node number(NumberNote note) {
        var key = label(note.key().isEmpty() ? note.written() : note.key(), Styles.MONO, Styles.SMALL);
        var kept = label(texts.text("submit.kept"), Styles.SMALL);
        var head = new HBox(key, kept);
        head.getStyleClass().add("number-head");
        kept.setMinWidth(Region.USE_PREF_SIZE);
        return new VBox(head, label(texts.text("submit.a_double", note.asDouble()), Styles.SMALL, Styles.MUTED));
    }

    // ---- drafts

    private void tellDrafts() {
        List<SavedDraft> saved = viewModel.drafts().savedProperty().get();
        draftCount.setText(saved.isEmpty() ? "" : Integer.toString(saved.size()));
        UUID current = viewModel.drafts().currentProperty().get();
        draftRows
                .getChildren()
                .setAll(saved.stream().map(draft -> row(draft, current)).toList());
        if (saved.isEmpty()) {
            draftRows.getChildren().setAll(label(texts.text("submit.no_drafts"), Styles.SMALL, Styles.SUBTLE));
        }
    }

    private Node row(SavedDraft saved, UUID current) {
        boolean inHand = saved.id().equals(current);
        String type = saved.draft().type();
        var name = label(type.isBlank() ? texts.text("submit.no_type") : shortened(type), Styles.SMALL);
        var hint = label(saved.hint(), Styles.SMALL, Styles.MUTED);
        Instant now = context.clock().instant();
        String when = inHand ? texts.text("submit.in_hand") : Times.shortly(saved.savedAt(), now);
        var time = label(when, Styles.MONO, Styles.TINY, Styles.MUTED);
        name.setMinWidth(Region.USE_PREF_SIZE);
        time.setMinWidth(Region.USE_PREF_SIZE);
        var content = new HBox(name, hint, Gaps.grow(), time);
        content.getStyleClass().add("draft-words");
        var row = new Button(null, content);
        row.getStyleClass().addAll("draft-row");
        row.setMaxWidth(Double.MAX_VALUE);
        row.setAccessibleText(name.getText() + " " + hint.getText());
        content.prefWidthProperty().bind(row.widthProperty().subtract(16));
        if (inHand) {
            row.getStyleClass().add("selected");
        }
        row.setOnAction(event -> {
            if (!inHand) {
                viewModel.takeUp(saved);
            }
        });
        return row;
    }

    private static String shortened(String type) {
        return type.length() <= SHOWN ? type : type.substring(0, SHOWN) + "\u2026";
    }

    @FXML
    void beginAnew() {
        viewModel.beginAnew();
    }

    private static Label label(String words, String... styles) {
        var label = new Label(words);
        label.getStyleClass().addAll(styles);
        label.setWrapText(false);
        return label;
    }
}
