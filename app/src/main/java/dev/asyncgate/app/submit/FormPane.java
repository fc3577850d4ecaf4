package dev.asyncgate.app.submit;

import dev.asyncgate.app.shell.FormField;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.ShortId;
import dev.asyncgate.json.Limits;
import dev.asyncgate.task.TaskTypes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javafx.beans.property.StringProperty;
import javafx.collections.ObservableList;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The fields of the form, one below the other. */
final class FormPane extends VBox {

    private static final List<String> DELAYS = List.of("now", "30s", "5m", "1h", "1d");
    private static final List<String> OUTCOMES = List.of("artifact", "answer", "side_effect");

    private final PlaceContext context;
    private final Texts texts;
    private final SubmitViewModel viewModel;
    private final Map<Field, FormField> fields = new EnumMap<>(Field.class);
    private final List<ChipField> chipFields = new ArrayList<>();
    private final SuggestField type;

    FormPane(PlaceContext context, SubmitViewModel viewModel) {
        this.context = context;
        this.texts = context.texts();
        this.viewModel = viewModel;
        TaskForm form = viewModel.form();
        getStyleClass().add("submit-form");
        type = suggest(form.typeProperty(), this::seenTypes);
        type.entry().setPromptText(texts.text("submit.prompt.type"));
        getChildren()
                .setAll(
                        field(Field.TYPE, type, type.entry()),
                        chips(Field.CAPABILITIES),
                        chips(Field.TAGS),
                        row(priority(form), maxAttempts(form), backoff(form)),
                        row(delay(form), copies(form)),
                        text(Field.IDEMPOTENCY_KEY, form.idempotencyKeyProperty(), ""),
                        chips(Field.CAUSED_BY),
                        row(outcome(form), text(Field.MEDIA_TYPE, form.mediaTypeProperty(), "")),
                        text(Field.OWED_TO, form.owedToProperty(), viewModel.operator()));
        shown(Field.OWED_TO).note(texts.text("submit.note.owed_to"));
        viewModel.problemsProperty().subscribe(this::tell);
        form.typeProperty().subscribe(ignored -> tellSeen());
        viewModel.typesProperty().subscribe(ignored -> tellSeen());
        form.causedBy().subscribe(this::tellCauses);
        tellCauses();
    }

    /** Begins where one types first. */
    void takeFocus() {
        type.entry().requestFocus();
    }

    /** Takes over what is typed in fields of several values. */
    void commit() {
        chipFields.forEach(ChipField::commit);
    }

    private void tell(Map<Field, String> problems) {
        fields.forEach((field, shown) -> shown.tell(problems.get(field)));
    }

    private void tellSeen() {
        String words = viewModel
                .seen()
                .map(seen -> texts.text("submit.note.seen", seen.times(), ago(seen.last())))
                .orElseGet(() -> viewModel.form().draft().type().isBlank() ? "" : texts.text("submit.note.never_seen"));
        shown(Field.TYPE).note(words);
    }

    private FormField shown(Field field) {
        return Objects.requireNonNull(fields.get(field));
    }

    private String ago(Instant then) {
        return Times.ago(texts, Duration.between(then, context.clock().instant()));
    }

    private void tellCauses() {
        int number = viewModel.form().causedBy().size();
        shown(Field.CAUSED_BY).note(texts.text("submit.note.causes", number, Limits.PARENTS));
    }

    private List<String> seenTypes() {
        return viewModel.typesProperty().get().stream()
                .map(TaskTypes.Seen::type)
                .limit(20)
                .toList();
    }

    // ---- fields

    private FormField priority(TaskForm form) {
        return stepped(Field.PRIORITY, form.priorityProperty(), by(-1, Integer.MIN_VALUE), by(1, Integer.MIN_VALUE));
    }

    private FormField maxAttempts(TaskForm form) {
        return stepped(Field.MAX_ATTEMPTS, form.maxAttemptsProperty(), by(-1, 1), by(1, 1));
    }

    private FormField copies(TaskForm form) {
        return stepped(Field.COPIES, form.copiesProperty(), by(-1, 1), by(1, 1));
    }

    private FormField backoff(TaskForm form) {
        return stepped(Field.BACKOFF, form.backoffProperty(), FormPane::halved, FormPane::doubled);
    }

    private FormField delay(TaskForm form) {
        SuggestField control = suggest(form.delayProperty(), () -> DELAYS);
        return field(Field.DELAY, control, control.entry());
    }

    private FormField outcome(TaskForm form) {
        SuggestField control = suggest(form.expectedOutcomeProperty(), () -> OUTCOMES);
        return field(Field.EXPECTED_OUTCOME, control, control.entry());
    }

    private static UnaryOperator<String> by(int step, int least) {
        return text -> Integer.toString(Math.max(
                least, FormCheck.number(text).map(number -> number + step).orElse(Math.max(step, least))));
    }

    private static String doubled(String text) {
        return DurationText.of(seconds(Math.min(Limits.RETRY_BACKOFF_SECONDS, secondsOf(text) * 2)));
    }

    private static String halved(String text) {
        return DurationText.of(seconds(Math.max(1, secondsOf(text) / 2)));
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    private static long secondsOf(String text) {
        return DurationText.parse(text).map(Duration::toSeconds).orElse(15L);
    }

    private SuggestField suggest(StringProperty value, Supplier<List<String>> suggestions) {
        return new SuggestField(value, suggestions, texts.text("submit.suggestions"));
    }

    private FormField stepped(
            Field field, StringProperty value, UnaryOperator<String> previous, UnaryOperator<String> next) {
        var control = new Stepper(value, previous, next, texts.text("submit.less"), texts.text("submit.more"));
        if (field == Field.MAX_ATTEMPTS || field == Field.BACKOFF) {
            control.entry().setPromptText(texts.text("submit.prompt.default"));
        }
        return field(field, control, control.entry());
    }

    private FormField text(Field field, StringProperty value, String prompt) {
        var control = new TextField();
        control.getStyleClass().add(Styles.MONO);
        control.setPromptText(prompt);
        control.textProperty().bindBidirectional(value);
        return field(field, control, control);
    }

    private FormField chips(Field field) {
        TaskForm form = viewModel.form();
        String remove = texts.text("submit.remove");
        var control = switch (field) {
            case CAUSED_BY ->
                new ChipField(
                        form.causedBy(),
                        texts.text("submit.prompt.ids"),
                        remove,
                        FormCheck::isId,
                        id -> FormCheck.isId(id) ? ShortId.of(id) : id);
            case TAGS -> listed(form.tags(), remove);
            default -> listed(form.capabilities(), remove);
        };
        chipFields.add(control);
        return field(field, control, control.entry());
    }

    private ChipField listed(ObservableList<String> values, String remove) {
        return new ChipField(
                values,
                texts.text("submit.prompt.add"),
                remove,
                value -> value.codePointCount(0, value.length()) <= Limits.CAPABILITY_CHARACTERS,
                value -> value);
    }

    private FormField field(Field field, Region control, Region focusOwner) {
        var shown = new FormField(texts.text(field.textKey()), control, focusOwner);
        focusOwner.setId("submit-" + field.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        fields.put(field, shown);
        return shown;
    }

    private static HBox row(FormField... side) {
        var row = new HBox(side);
        row.getStyleClass().add("form-row");
        for (FormField each : side) {
            HBox.setHgrow(each, Priority.ALWAYS);
            each.setMinWidth(0);
            each.prefWidthProperty().bind(row.widthProperty().divide(side.length));
        }
        return row;
    }
}
