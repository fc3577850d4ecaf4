package dev.asyncgate.app.submit;

import dev.asyncgate.app.background.Scope;
import dev.asyncgate.app.background.Tick;
import dev.asyncgate.app.shell.Action;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.ErrorNote;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.ShortId;
import dev.asyncgate.json.Json;
import dev.asyncgate.json.Limits;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.jspecify.annotations.Nullable;

/** Ties the place's FXML to its view-model. For the FX thread only. */
@SuppressWarnings("NullAway.Init") // the fields are the loader's to fill
final class SubmitController {

    private static final KeyCombination SUBMIT = new KeyCodeCombination(KeyCode.ENTER, KeyCombination.SHORTCUT_DOWN);

    private final PlaceContext context;
    private final Texts texts;
    private final SubmitViewModel viewModel;
    private final Scope clock;
    private @Nullable Tick tick;
    private FormPane form;
    private PayloadPane payload;

    @FXML
    private VBox root;

    @FXML
    private Label draftState;

    @FXML
    private ScrollPane formScroll;

    @FXML
    private Button format;

    @FXML
    private StackPane payloadHolder;

    @FXML
    private ToggleButton asText;

    @FXML
    private ToggleButton asTree;

    @FXML
    private MenuButton templateMenu;

    @FXML
    private HBox loadRow;

    @FXML
    private TextField loadId;

    @FXML
    private Label problemPlace;

    @FXML
    private Label problemWords;

    @FXML
    private Label size;

    @FXML
    private VBox failureHolder;

    @FXML
    private Button submit;

    @FXML
    private HBox footWords;

    @FXML
    private Button discard;

    SubmitController(PlaceContext context, SubmitViewModel viewModel) {
        this.context = context;
        this.texts = context.texts();
        this.viewModel = viewModel;
        this.clock = context.background().scope();
    }

    @FXML
    void initialize() {
        form = new FormPane(context, viewModel);
        formScroll.setContent(form);
        payload = new PayloadPane(context, viewModel);
        payloadHolder.getChildren().setAll(payload);
        for (Node node : List.of(problemPlace, failureHolder)) {
            node.managedProperty().bind(node.visibleProperty());
        }
        viewModel.drafts().savedAtProperty().subscribe(ignored -> tellDraft());
        viewModel.drafts().troubleProperty().subscribe(ignored -> tellDraft());
        viewModel.payloadProperty().subscribe(this::tellPayload);
        viewModel.readyProperty().subscribe(ready -> submit.setDisable(!ready));
        viewModel.problemsProperty().subscribe(ignored -> tellFoot());
        viewModel.outcomeProperty().subscribe(ignored -> tellFoot());
        viewModel.submittingProperty().subscribe(ignored -> tellFoot());
        viewModel.failureProperty().subscribe(this::tellFailure);
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        var views = new ToggleGroup();
        views.getToggles().setAll(asText, asTree);
        asText.setSelected(true);
        views.selectedToggleProperty().subscribe(selected -> {
            if (selected == null) {
                asText.setSelected(true);
            }
            payload.showTree(asTree.isSelected());
        });
        loadRow.managedProperty().bind(loadRow.visibleProperty());
        loadId.setOnAction(event -> loadFrom());
        viewModel.templatesProperty().subscribe(this::offerTemplates);
    }

    // ---- where a draft can come from

    @FXML
    void askTask() {
        loadRow.setVisible(!loadRow.isVisible());
        if (loadRow.isVisible()) {
            loadId.clear();
            loadId.requestFocus();
        }
    }

    @FXML
    void loadFrom() {
        if (!loadId.getText().isBlank()) {
            viewModel.fillFrom(loadId.getText());
            loadRow.setVisible(false);
        }
    }

    @FXML
    void importFile() {
        File chosen = new FileChooser().showOpenDialog(root.getScene().getWindow());
        if (chosen != null) {
            viewModel.importPayload(chosen.toPath());
        }
    }

    @FXML
    void saveTemplate() {
        form.commit();
        viewModel.saveTemplate();
    }

    private void offerTemplates(List<SavedDraft> templates) {
        templateMenu.setDisable(templates.isEmpty());
        templateMenu.getItems().clear();
        var remove = new Menu(texts.text("submit.template_remove"));
        for (SavedDraft template : templates) {
            templateMenu.getItems().add(item(template, () -> viewModel.fillIn(template)));
            remove.getItems().add(item(template, () -> viewModel.removeTemplate(template)));
        }
        templateMenu.getItems().addAll(new SeparatorMenuItem(), remove);
    }

    private MenuItem item(SavedDraft template, Runnable run) {
        String type = template.draft().type();
        String name = type.isBlank() ? texts.text("submit.no_type") : type;
        var item = new MenuItem(template.hint().isEmpty() ? name : name + "  " + template.hint());
        item.setMnemonicParsing(false);
        item.setOnAction(event -> run.run());
        return item;
    }

    Parent root() {
        return root;
    }

    /** The way out of the editor, in which Tab is a character; false when the focus was not there. */
    boolean leaveEditor() {
        if (!payload.isEdited()) {
            return false;
        }
        (submit.isDisabled() ? discard : submit).requestFocus();
        return true;
    }

    void arrive() {
        if (tick == null) {
            tick = clock.every(Duration.ofSeconds(1), this::tellDraft);
        }
        form.takeFocus();
    }

    void leave() {
        form.commit();
        if (tick != null) {
            tick.stop();
            tick = null;
        }
    }

    private void pressed(KeyEvent event) {
        if (SUBMIT.match(event)) {
            submit();
            event.consume();
        }
    }

    // ---- what the buttons do

    @FXML
    void submit() {
        form.commit();
        viewModel.submit();
    }

    @FXML
    void discard() {
        viewModel.discard();
        form.takeFocus();
    }

    @FXML
    void format() {
        viewModel.format();
    }

    @FXML
    void copy() {
        var content = new ClipboardContent();
        content.putString(viewModel.form().draft().payload());
        Clipboard.getSystemClipboard().setContent(content);
    }

    // ---- telling

    private void tellDraft() {
        String trouble = viewModel.drafts().troubleProperty().get();
        Instant savedAt = viewModel.drafts().savedAtProperty().get();
        draftState.getStyleClass().removeAll(Styles.MUTED, Styles.BAD);
        draftState.getStyleClass().add(trouble == null ? Styles.MUTED : Styles.BAD);
        draftState.setVisible(trouble != null || savedAt != null);
        if (trouble != null) {
            draftState.setText(texts.text("submit.draft_trouble", trouble));
        } else if (savedAt != null) {
            Duration age = Duration.between(savedAt, context.clock().instant());
            draftState.setText(texts.text("submit.draft_saved", Times.ago(texts, age)));
        }
    }

    private void tellPayload(PayloadCheck check) {
        Json.Check.Problem problem = check.problem();
        format.setDisable(check.json() == null);
        problemPlace.setVisible(check.fault() != PayloadCheck.Fault.NONE);
        size.setText(texts.text("submit.size", Sizes.of(check.bytes()), Sizes.of(Limits.PAYLOAD_BYTES)));
        size.getStyleClass().remove(Styles.BAD);
        if (check.bytes() > Limits.PAYLOAD_BYTES) {
            size.getStyleClass().add(Styles.BAD);
        }
        switch (check.fault()) {
            case NONE ->
                problemWords.setText(
                        check.isColoured() ? "" : texts.text("submit.not_coloured", PayloadCheck.COLOURED));
            case NO_JSON -> {
                var at = Objects.requireNonNull(problem);
                problemPlace.setText(texts.text("submit.at", at.line(), at.column()));
                problemWords.setText(at.message());
                problemWords.setTooltip(new Tooltip(at.message()));
            }
            case NO_OBJECT -> wrong("submit.no_object", texts.text("submit.bad.no_object"));
            case TOO_LARGE -> wrong("submit.too_large", texts.text("submit.bad.too_large", check.bytes()));
        }
    }

    private void wrong(String title, String words) {
        problemPlace.setText(texts.text(title));
        problemWords.setText(words);
    }

    private void tellFailure(@Nullable Exception failure) {
        failureHolder.setVisible(failure != null);
        if (failure != null) {
            Action[] again = viewModel.isOfSubmission()
                    ? new Action[] {Action.of(texts.text("submit.again"), viewModel::submit)}
                    : new Action[0];
            failureHolder.getChildren().setAll(ErrorNote.of(texts, failure, again));
            if (viewModel.isUnavailable()) {
                failureHolder.getChildren().add(label(texts.text("submit.draft_kept"), Styles.SMALL, Styles.MUTED));
            }
        }
    }

    private void tellFoot() {
        Submission.Outcome outcome = viewModel.outcomeProperty().get();
        Map<Field, String> problems = viewModel.problemsProperty().get();
        discard.setVisible(outcome == null || !problems.isEmpty());
        if (viewModel.submittingProperty().get()) {
            footWords.getChildren().setAll(label(texts.text("submit.submitting"), Styles.SMALL, Styles.MUTED));
        } else if (outcome != null) {
            footWords.getChildren().setAll(ended(outcome));
        } else if (problems.isEmpty()) {
            footWords.getChildren().setAll(label(texts.text("submit.keys"), Styles.SMALL, Styles.SUBTLE));
        } else {
            footWords.getChildren().setAll(label(sum(problems), Styles.SMALL, Styles.BAD));
        }
    }

    /** One wrong field is named, several are counted. */
    private String sum(Map<Field, String> problems) {
        if (problems.size() > 1) {
            return texts.text("submit.errors", problems.size());
        }
        Field field = problems.keySet().iterator().next();
        return field == Field.PAYLOAD
                ? texts.text("submit.error_in_payload")
                : texts.text("submit.error_in", texts.text(field.textKey()).toLowerCase(Locale.ROOT));
    }

    private List<Node> ended(Submission.Outcome outcome) {
        UUID task = outcome.created().getLast();
        var words = label(words(outcome), Styles.SMALL, outcome.matched() ? Styles.GOOD : Styles.WARN);
        words.setId("submit-outcome");
        return List.of(
                words,
                label(ShortId.of(task.toString()), Styles.MONO, Styles.TINY, Styles.MUTED),
                link("submit.open_task", () -> context.navigator().go(new Destination.ShowTask(task))),
                link("submit.open_receipts", () -> context.navigator().go(new Destination.ShowReceipts(task))),
                link("submit.like_it", viewModel::again));
    }

    private String words(Submission.Outcome outcome) {
        int number = outcome.created().size();
        if (outcome.failure() != null) {
            return texts.text("submit.partly", number);
        }
        if (outcome.existing()) {
            return texts.text(outcome.matched() ? "submit.was_there" : "submit.was_there_different");
        }
        return number == 1
                ? texts.text("submit.done", outcome.draft().type())
                : texts.text("submit.done_many", number, outcome.draft().type());
    }

    private Button link(String key, Runnable action) {
        var button = new Button(texts.text(key));
        button.getStyleClass().add(Styles.LINK);
        button.setOnAction(event -> action.run());
        return button;
    }

    private static Label label(String words, String... styles) {
        var label = new Label(words);
        label.getStyleClass().addAll(styles);
        return label;
    }
}
