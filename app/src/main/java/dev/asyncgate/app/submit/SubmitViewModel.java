package dev.asyncgate.app.submit;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.background.Scope;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.engine.Tasker;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.task.PauseType;
import dev.asyncgate.task.TaskFilter;
import dev.asyncgate.task.TaskStatus;
import dev.asyncgate.task.TaskTypes;
import dev.asyncgate.why.WhyNotRunning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** What the place knows: the form, what is wrong in it, its drafts, and how the last submission ended. For the FX thread. */
final class SubmitViewModel {

    /** So many queued tasks of the type are counted. */
    static final int COUNTED = 1_000;

    private final Scope scope;
    private final Tasker tasker;
    private final Inspector inspector;
    private final Texts texts;
    private final TaskForm form = new TaskForm();
    private final DraftKeeper drafts;
    private final ReadOnlyObjectWrapper<Map<Field, String>> problems =
            new ReadOnlyObjectWrapper<>(this, "problems", Map.of());
    private final Map<Field, Refusal> refusals = new EnumMap<>(Field.class);
    private final ReadOnlyObjectWrapper<PayloadCheck> payload =
            new ReadOnlyObjectWrapper<>(this, "payload", PayloadCheck.of(Draft.BLANK.payload()));
    private final ReadOnlyBooleanWrapper ready = new ReadOnlyBooleanWrapper(this, "ready");
    private final ReadOnlyBooleanWrapper submitting = new ReadOnlyBooleanWrapper(this, "submitting");
    private final ReadOnlyBooleanWrapper reading = new ReadOnlyBooleanWrapper(this, "reading");
    private final ReadOnlyObjectWrapper<Submission.@Nullable Outcome> outcome =
            new ReadOnlyObjectWrapper<>(this, "outcome");
    private final ReadOnlyObjectWrapper<@Nullable Exception> failure = new ReadOnlyObjectWrapper<>(this, "failure");
    private final ReadOnlyObjectWrapper<List<TaskTypes.Seen>> types =
            new ReadOnlyObjectWrapper<>(this, "types", List.of());
    private final ReadOnlyObjectWrapper<@Nullable Long> queuedOfType =
            new ReadOnlyObjectWrapper<>(this, "queuedOfType");
    private final Drafts templateFiles;
    private final Clock clock;
    private final ReadOnlyObjectWrapper<List<SavedDraft>> templates =
            new ReadOnlyObjectWrapper<>(this, "templates", List.of());
    private final ReadOnlyObjectWrapper<@Nullable Prospect> prospect = new ReadOnlyObjectWrapper<>(this, "prospect");
    private boolean begun;
    private @Nullable UUID likeInHand;
    private boolean notSubmitted;

    /**
     * What awaits the task if it were submitted now.
     *
     * @param paused since when, and why, its type is not handed out; null when it is
     */
    record Prospect(WhyNotRunning.Outlook outlook, List<String> capabilities, PauseType.@Nullable Paused paused) {}

    /** What the engine refused in a field; it stands until the field is changed. */
    private record Refusal(Object value, String message) {}

    SubmitViewModel(
            Background background, Tasker tasker, Inspector inspector, Path draftsFolder, Texts texts, Clock clock) {
        this.scope = background.scope();
        this.tasker = tasker;
        this.inspector = inspector;
        this.texts = texts;
        this.templateFiles = new Drafts(draftsFolder.resolve("templates"));
        this.clock = clock;
        this.drafts = new DraftKeeper(background, new Drafts(draftsFolder), clock, form::draft);
        form.onEdit(this::edited);
        form.typeProperty().subscribe(this::countQueued);
        form.typeProperty().subscribe(this::foresee);
        form.priorityProperty().subscribe(this::foresee);
        form.capabilities().subscribe(this::foresee);
        form.payloadProperty().subscribe(this::readPayload);
    }

    // ---- coming and going

    /** The place is looked at, to fill in a task like this one or, for null, to go on. */
    void arrive(@Nullable UUID likeTaskId) {
        drafts.watch();
        scope.load("types", inspector::taskTypes, types::set, ignored -> types.set(List.of()));
        countQueued(form.typeProperty().get());
        foresee();
        scope.load("templates", templateFiles::list, templates::set, ignored -> templates.set(List.of()));
        boolean again = likeTaskId != null && likeTaskId.equals(likeInHand);
        if (likeTaskId != null && !again) {
            begun = true;
            drafts.read(ignored -> {});
            fillLike(likeTaskId);
        } else if (!begun) {
            begun = true;
            drafts.read(newest -> newest.ifPresent(this::takeUpUnlessTyped));
        }
    }

    void leave() {
        drafts.rest();
    }

    private void takeUpUnlessTyped(SavedDraft newest) {
        if (form.draft().isBlank()) {
            takeUp(newest);
        }
    }

    private void fillLike(UUID taskId) {
        scope.load(
                "like",
                () -> Submission.like(inspector.getTask(taskId)),
                draft -> {
                    begin(draft);
                    likeInHand = taskId;
                },
                this::fail);
    }

    /** Fills in a task like the one with this id, typed or pasted; what is wrong with it is told. */
    void fillFrom(String id) {
        try {
            fillLike(UUID.fromString(id.strip()));
        } catch (IllegalArgumentException e) {
            fail(GateException.invalid(
                    "task_id", id.strip() + " is no task id; ids look like 0199b1c2-7d3e-7a4f-8b5c-6d7e8f901234."));
        }
    }

    /** Takes the text of a file as the payload, whatever it is: the check says what is wrong. */
    void importPayload(Path file) {
        reading.set(true);
        scope.load("import", () -> Files.readString(file), this::imported, this::notImported)
                .whenStopped(() -> reading.set(false));
    }

    private void imported(String text) {
        reading.set(false);
        form.payloadProperty().set(text);
    }

    private void notImported(Exception problem) {
        reading.set(false);
        fail(problem);
    }

    // ---- templates

    /** Keeps what is in the form under its type, for tasks like it. */
    void saveTemplate() {
        var template = new SavedDraft(UUID.randomUUID(), clock.instant(), form.draft());
        changeTemplates(() -> templateFiles.save(template));
    }

    void removeTemplate(SavedDraft template) {
        changeTemplates(() -> templateFiles.discard(template.id()));
    }

    /** Begins a new draft that is like a template. */
    void fillIn(SavedDraft template) {
        begin(template.draft());
        drafts.changed();
    }

    @FunctionalInterface
    private interface FileChange {
        void run() throws IOException;
    }

    private void changeTemplates(FileChange change) {
        scope.load(
                () -> {
                    change.run();
                    return templateFiles.list();
                },
                templates::set,
                this::fail);
    }

    // ---- drafts

    /** Goes on with another draft; what is in hand is kept first. */
    void takeUp(SavedDraft draft) {
        drafts.save();
        drafts.takeUp(draft);
        show(draft.draft());
    }

    /** Starts with an empty form; what is in hand is kept first. */
    void beginAnew() {
        begin(Draft.BLANK);
    }

    /** Throws away what is in hand and goes on with an empty form. */
    void discard() {
        UUID id = drafts.currentProperty().get();
        drafts.beginAnew();
        drafts.discard(id);
        show(Draft.BLANK);
    }

    /** Fills in what was just submitted once more, as a new draft. */
    void again() {
        Submission.Outcome last = outcome.get();
        if (last != null) {
            begin(last.draft());
            drafts.changed();
        }
    }

    private void begin(Draft draft) {
        drafts.save();
        drafts.beginAnew();
        show(draft);
    }

    private void show(Draft draft) {
        likeInHand = null;
        refusals.clear();
        outcome.set(null);
        failure.set(null);
        form.fill(draft);
        judge();
    }

    // ---- checking while one types

    private void edited() {
        drafts.changed();
        outcome.set(null);
        failure.set(null);
        judge();
    }

    private void readPayload(String text) {
        ready.set(false);
        scope.load("payload", () -> PayloadCheck.of(text), this::payloadRead, this::fail);
    }

    private void payloadRead(PayloadCheck check) {
        payload.set(check);
        judge();
    }

    private void judge() {
        Draft draft = form.draft();
        Map<Field, String> found = new EnumMap<>(Field.class);
        refusals.values().removeIf(refusal -> !Objects.equals(refusal.value(), draft));
        refusals.forEach((field, refusal) -> found.put(field, refusal.message()));
        found.putAll(FormCheck.of(draft, texts));
        String ofPayload = ofPayload();
        if (ofPayload != null) {
            found.put(Field.PAYLOAD, ofPayload);
        }
        ready.set(
                !submitting.get() && isRead(draft) && FormCheck.of(draft, texts).isEmpty() && ofPayload == null);
        problems.set(draft.isBlank() ? Map.of() : Map.copyOf(found));
    }

    private boolean isRead(Draft draft) {
        return payload.get().text().equals(draft.payload());
    }

    private @Nullable String ofPayload() {
        PayloadCheck check = payload.get();
        return switch (check.fault()) {
            case NONE -> null;
            case NO_JSON -> Objects.requireNonNull(check.problem()).message();
            case NO_OBJECT -> texts.text("submit.bad.no_object");
            case TOO_LARGE -> texts.text("submit.bad.too_large", check.bytes());
        };
    }

    /** Lays the payload out over lines, if it is JSON. */
    void format() {
        PayloadCheck check = payload.get();
        if (check.json() != null) {
            scope.load("format", () -> JsonLayout.of(check.text()), laidOut -> putBack(check, laidOut), this::fail);
        }
    }

    private void putBack(PayloadCheck formatted, String laidOut) {
        if (formatted.text().equals(form.payloadProperty().get())) {
            form.payloadProperty().set(laidOut);
        }
    }

    // ---- what will happen

    private void countQueued(@Nullable String type) {
        queuedOfType.set(null);
        scope.<@Nullable Long>load(
                "queued", () -> queuedOf(type), queuedOfType::set, ignored -> queuedOfType.set(null));
    }

    /** Who could take it, and what would be handed out first. */
    private void foresee() {
        Draft draft = form.draft();
        int priority = FormCheck.number(draft.priority()).orElse(0);
        scope.<@Nullable Prospect>load(
                "prospect",
                () -> new Prospect(
                        inspector.outlook(draft.capabilities(), priority),
                        draft.capabilities(),
                        inspector.pausedTypes().stream()
                                .filter(paused -> paused.type().equals(draft.type()))
                                .findFirst()
                                .orElse(null)),
                prospect::set,
                ignored -> prospect.set(null));
    }

    /** A star would ask for a beginning. */
    private @Nullable Long queuedOf(@Nullable String type) {
        if (type == null || type.isBlank() || type.contains("*")) {
            return null;
        }
        var filter = new TaskFilter(Set.of(TaskStatus.QUEUED), List.of(type), null, null, null, null);
        return inspector.countMatching(filter, COUNTED);
    }

    /** How often and when the type in the form was seen; empty where it was not. */
    Optional<TaskTypes.Seen> seen() {
        return types.get().stream()
                .filter(seen -> seen.type().equals(form.typeProperty().get()))
                .findFirst();
    }

    // ---- submitting

    /** Writes the task, or its copies, if nothing is wrong. */
    void submit() {
        Json json = payload.get().json();
        if (!ready.get() || json == null) {
            return;
        }
        Draft draft = form.draft();
        drafts.save();
        submitting.set(true);
        ready.set(false);
        outcome.set(null);
        failure.set(null);
        scope.load(() -> Submission.run(tasker, draft, json), this::ended, this::brokeOff);
    }

    private void ended(Submission.Outcome ended) {
        submitting.set(false);
        Exception problem = ended.failure();
        if (problem == null) {
            succeeded(ended);
            return;
        }
        if (!ended.created().isEmpty()) {
            int wanted = FormCheck.number(ended.draft().copies()).orElse(1);
            form.copiesProperty().set(Integer.toString(wanted - ended.created().size()));
        }
        outcome.set(ended.created().isEmpty() ? null : ended);
        brokeOff(problem);
    }

    private void succeeded(Submission.Outcome ended) {
        if (ended.matched() && form.draft().equals(ended.draft())) {
            discard();
        }
        outcome.set(ended);
        scope.load("types", inspector::taskTypes, types::set, ignored -> {});
    }

    private void brokeOff(Exception problem) {
        submitting.set(false);
        drafts.changed();
        drafts.save();
        Field field = problem instanceof GateException refusal ? Field.ofWireName(refusal.field()) : null;
        if (field == null) {
            notSubmitted = true;
            failure.set(problem);
        } else {
            refusals.put(field, new Refusal(form.draft(), String.valueOf(problem.getMessage())));
        }
        judge();
    }

    /** Tells what failed and was no submission. */
    void fail(Exception problem) {
        notSubmitted = false;
        failure.set(problem);
    }

    /** Whether the last failure is that of a submission, which so can be tried again. */
    boolean isOfSubmission() {
        return notSubmitted;
    }

    /** Whether the last failure is the database's, so that trying again later is all there is to do. */
    boolean isUnavailable() {
        return failure.get() instanceof GateException refusal && refusal.code() == ErrorCode.DATABASE_UNAVAILABLE;
    }

    // ---- what there is to see

    TaskForm form() {
        return form;
    }

    DraftKeeper drafts() {
        return drafts;
    }

    /** What is wrong, by field; empty while nothing was typed. */
    ReadOnlyObjectProperty<Map<Field, String>> problemsProperty() {
        return problems.getReadOnlyProperty();
    }

    /** What is known about the payload; it may be about an older text for a moment. */
    ReadOnlyObjectProperty<PayloadCheck> payloadProperty() {
        return payload.getReadOnlyProperty();
    }

    /** Whether it can be submitted. */
    ReadOnlyBooleanProperty readyProperty() {
        return ready.getReadOnlyProperty();
    }

    /** Whether a file is on its way that will replace the payload. */
    ReadOnlyBooleanProperty readingProperty() {
        return reading.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty submittingProperty() {
        return submitting.getReadOnlyProperty();
    }

    /** How the last submission ended, until the form is changed; null for none. */
    ReadOnlyObjectProperty<Submission.@Nullable Outcome> outcomeProperty() {
        return outcome.getReadOnlyProperty();
    }

    /** What failed and belongs to no field; null for nothing. */
    ReadOnlyObjectProperty<@Nullable Exception> failureProperty() {
        return failure.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<TaskTypes.Seen>> typesProperty() {
        return types.getReadOnlyProperty();
    }

    /** How many of the type are queued, counted up to {@value #COUNTED}; null while unknown. */
    ReadOnlyObjectProperty<@Nullable Long> queuedOfTypeProperty() {
        return queuedOfType.getReadOnlyProperty();
    }

    /** What awaits the task; null while unknown. */
    ReadOnlyObjectProperty<@Nullable Prospect> prospectProperty() {
        return prospect.getReadOnlyProperty();
    }

    /** What was kept for tasks like it, the newest first. */
    ReadOnlyObjectProperty<List<SavedDraft>> templatesProperty() {
        return templates.getReadOnlyProperty();
    }

    /** Who owes the work to whom when nobody is named. */
    String operator() {
        return tasker.principal().id();
    }
}
