package dev.asyncgate.app.tasks;

import dev.asyncgate.app.acts.ActsViewModel;
import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.background.Load;
import dev.asyncgate.app.background.Scope;
import dev.asyncgate.app.background.Tick;
import dev.asyncgate.app.export.ExportViewModel;
import dev.asyncgate.app.tasks.QueryParser.Reading;
import dev.asyncgate.app.tasks.TaskReads.News;
import dev.asyncgate.app.tasks.TaskReads.PageQuestion;
import dev.asyncgate.task.TaskPage;
import dev.asyncgate.task.TaskRow;
import dev.asyncgate.task.TaskSort;
import dev.asyncgate.task.TaskStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * The list of tasks. Rows never move by themselves: what the polls bring changes rows where they stand, and new tasks
 * wait until they are asked for. For the FX thread only.
 */
final class TasksViewModel {

    private static final Duration POLLED = Duration.ofSeconds(5);
    private static final Duration TICKED = Duration.ofSeconds(1);

    /** What stands where the rows are. */
    enum Shown {
        LOADING,
        EMPTY,
        FILTERED,
        ROWS,
        /** The first page could not be read; the failure says why. */
        NOTHING
    }

    private final Scope scope;
    private final TaskReads reads;
    private final Clock clock;
    private final TaskSelection selection;
    private final ActsViewModel acts;
    private final StringProperty queryText = new SimpleStringProperty(this, "queryText", "");
    private final ReadOnlyObjectWrapper<TaskQuery> query = new ReadOnlyObjectWrapper<>(this, "query", TaskQuery.ALL);
    private final ReadOnlyObjectWrapper<Reading.@Nullable Problem> problem =
            new ReadOnlyObjectWrapper<>(this, "problem");
    private final ObservableList<TaskItem> rows = FXCollections.observableArrayList();
    private final ObservableList<TaskItem> rowsToRead = FXCollections.unmodifiableObservableList(rows);
    private final Map<UUID, TaskItem> byId = new HashMap<>();
    private final TaskCounting counting;
    private final CheckedTasks checked = new CheckedTasks();
    private final ExportViewModel export;
    private final WhyViewModel why;
    private final ReadOnlyBooleanWrapper unfinished = new ReadOnlyBooleanWrapper(this, "unfinished");
    private final ReadOnlyIntegerWrapper waiting = new ReadOnlyIntegerWrapper(this, "waiting");
    private final ReadOnlyObjectWrapper<Shown> shown = new ReadOnlyObjectWrapper<>(this, "shown", Shown.LOADING);
    private final ReadOnlyObjectWrapper<@Nullable Load> firstLoad = new ReadOnlyObjectWrapper<>(this, "firstLoad");
    private final ReadOnlyObjectWrapper<@Nullable Exception> failure = new ReadOnlyObjectWrapper<>(this, "failure");
    private final ReadOnlyObjectWrapper<Instant> now;
    private List<UUID> inView = List.of();

    /** What the poll asks; read off the FX thread. */
    private volatile Question question = new Question(TaskQuery.ALL, List.of());

    private @Nullable String nextCursor;
    private boolean loaded;
    private boolean loadingMore;
    private @Nullable Tick poll;

    TasksViewModel(Background background, TaskReads reads, Clock clock) {
        this.scope = background.scope();
        this.reads = reads;
        this.clock = clock;
        this.now = new ReadOnlyObjectWrapper<>(this, "now", clock.instant());
        this.why = new WhyViewModel(background.scope(), reads.why());
        this.export = new ExportViewModel(background);
        this.counting = new TaskCounting(background.scope(), reads);
        this.selection = new TaskSelection(background.scope(), reads);
        this.acts = new ActsViewModel(background, this::readAgain);
        queryText.subscribe(this::read);
    }

    // ---- coming and going

    void arrive() {
        now.set(clock.instant());
        scope.every(TICKED, () -> now.set(clock.instant()));
        if (!loaded) {
            reload();
        }
        poll = scope.follow(POLLED, this::ask, this::tell, failure::set);
        selection.arrive();
    }

    void leave() {
        scope.cancelAll();
        poll = null;
        loadingMore = false;
        counting.leave();
        selection.leave();
    }

    /** Asks out of turn what has become of the list and of the selected task: somebody acted. */
    void readAgain() {
        askSoon();
        selection.readAgain();
    }

    // ---- what is shown

    /** Reads the list anew from its beginning. */
    void reload() {
        TaskQuery asked = query.get();
        failure.set(null);
        if (rows.isEmpty()) {
            shown.set(Shown.LOADING);
        }
        loadingMore = false;
        Load load = scope.load(
                "first", () -> reads.page().apply(new PageQuestion(asked, null)), this::begin, this::failedToBegin);
        firstLoad.set(load.isRunning() ? load : null);
    }

    /** Appends the next page when there is one; for the end of the rows coming into view. */
    void more() {
        if (!unfinished.get()) {
            goOn();
        }
    }

    /** Appends what comes next, also where the search for it was ended by its budget. */
    void goOn() {
        String cursor = nextCursor;
        if (cursor == null || loadingMore) {
            return;
        }
        loadingMore = true;
        var question = new PageQuestion(query.get(), cursor);
        scope.load("more", () -> reads.page().apply(question), page -> append(question, page), problem -> {
            loadingMore = false;
            failure.set(problem);
        });
    }

    /** Empties the query. */
    void clearQuery() {
        queryText.set("");
    }

    void remove(TaskQuery.Part part) {
        queryText.set(query.get().without(part));
    }

    void toggle(TaskStatus status) {
        queryText.set(query.get().toggled(status));
    }

    /** Sorts by age: the oldest first, and the newest first when they already are. */
    void sortByAge() {
        TaskSort current = query.get().sort();
        sort(current == TaskSort.OLDEST_FIRST ? TaskSort.NEWEST_FIRST : TaskSort.OLDEST_FIRST);
    }

    /** Sorts by priority, and the newest first when it already is. */
    void sortByPriority() {
        TaskSort current = query.get().sort();
        sort(current == TaskSort.HIGHEST_PRIORITY_FIRST ? TaskSort.NEWEST_FIRST : TaskSort.HIGHEST_PRIORITY_FIRST);
    }

    /** Sorts by the end, the last ended first, and the newest first when it already is. */
    void sortByEnd() {
        TaskSort current = query.get().sort();
        sort(current == TaskSort.LAST_ENDED_FIRST ? TaskSort.NEWEST_FIRST : TaskSort.LAST_ENDED_FIRST);
    }

    private void sort(TaskSort order) {
        queryText.set(query.get().sorted(order));
    }

    private void read(String text) {
        switch (QueryParser.parse(text)) {
            case Reading.Problem found -> problem.set(found);
            case Reading.Ok(TaskQuery next) -> {
                problem.set(null);
                TaskQuery before = query.get();
                query.set(next);
                remember();
                boolean same = before.filter().equals(next.filter()) && before.sort() == next.sort();
                if (!before.filter().equals(next.filter())) {
                    checked.clear();
                }
                if (loaded && !same) {
                    reload();
                    askSoon();
                }
            }
        }
    }

    private void askSoon() {
        if (poll != null) {
            poll.now();
        }
    }

    // ---- what arrives

    private void begin(TaskPage page) {
        loaded = true;
        firstLoad.set(null);
        waiting.set(0);
        byId.clear();
        List<TaskItem> items = page.tasks().stream().map(TaskItem::new).toList();
        items.forEach(item -> byId.put(item.taskId(), item));
        rows.setAll(items);
        nextCursor = page.nextCursor();
        unfinished.set(page.unfinished());
        showRows();
    }

    private void failedToBegin(Exception problem) {
        firstLoad.set(null);
        failure.set(problem);
        if (rows.isEmpty()) {
            shown.set(Shown.NOTHING);
        }
    }

    private void append(PageQuestion question, TaskPage page) {
        loadingMore = false;
        if (!question.query().equals(query.get())) {
            return;
        }
        List<TaskItem> fresh = page.tasks().stream()
                .filter(row -> !byId.containsKey(row.taskId()))
                .map(TaskItem::new)
                .toList();
        fresh.forEach(item -> byId.put(item.taskId(), item));
        rows.addAll(fresh);
        nextCursor = page.nextCursor();
        unfinished.set(page.unfinished());
        showRows();
    }

    private Asked ask() {
        Question asked = question;
        return new Asked(asked, reads.news().apply(asked.query(), asked.inView()));
    }

    private void tell(Asked asked) {
        failure.set(null);
        if (!asked.question().query().equals(query.get())) {
            askSoon();
            return;
        }
        if (!loaded) {
            reload();
            return;
        }
        News news = asked.news();
        counting.tell(query.get(), news.all());
        news.inView().forEach(this::tell);
        news.first().tasks().forEach(this::tell);
        waiting.set(countWaiting(news));
        if (rows.isEmpty() && !news.first().tasks().isEmpty()) {
            reload();
        }
        selection.refresh();
    }

    private void tell(TaskRow row) {
        TaskItem item = byId.get(row.taskId());
        if (item != null) {
            item.tell(row);
        }
    }

    /** Those that would stand among the rows; with the oldest first they come after the last page. */
    private int countWaiting(News news) {
        if (query.get().sort() == TaskSort.OLDEST_FIRST) {
            TaskCounts counts = counting.countsProperty().get();
            long beyond = counts.matching() - rows.size();
            return nextCursor == null && !counts.capped() ? Math.clamp(beyond, 0, TaskReads.PAGE) : 0;
        }
        return (int) news.first().tasks().stream()
                .filter(row -> !byId.containsKey(row.taskId()))
                .count();
    }

    private void showRows() {
        if (!rows.isEmpty() || unfinished.get()) {
            shown.set(Shown.ROWS);
        } else {
            shown.set(query.get().narrows() ? Shown.FILTERED : Shown.EMPTY);
        }
    }

    private void remember() {
        question = new Question(query.get(), inView);
    }

    /** What a poll asks for. */
    private record Question(TaskQuery query, List<UUID> inView) {}

    private record Asked(Question question, News news) {}

    // ---- for those who show it

    /** The tasks whose rows can be seen; the polls read those anew. */
    void look(List<UUID> taskIds) {
        inView = List.copyOf(taskIds);
        remember();
    }

    /** The row of a task; null when it is not among those read so far. */
    @Nullable TaskItem item(UUID taskId) {
        return byId.get(taskId);
    }

    TaskSelection selection() {
        return selection;
    }

    /** What is done about the selected task. */
    ActsViewModel acts() {
        return acts;
    }

    StringProperty queryTextProperty() {
        return queryText;
    }

    /** What the list shows: the last text that was a query. */
    ReadOnlyObjectProperty<TaskQuery> queryProperty() {
        return query.getReadOnlyProperty();
    }

    /** Why the text is no query; null when it is one. */
    ReadOnlyObjectProperty<Reading.@Nullable Problem> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    ObservableList<TaskItem> rows() {
        return rowsToRead;
    }

    ReadOnlyObjectProperty<TaskCounts> countsProperty() {
        return counting.countsProperty();
    }

    /** How many match, and how exactly. */
    TaskCounting counting() {
        return counting;
    }

    /** Why the selected one is not running. */
    WhyViewModel why() {
        return why;
    }

    /** Lists those that wait, in the order in which they are handed out. */
    void showAheadOf() {
        queryText.set("status:queued sort:priority");
    }

    /** What is being written to a file. */
    ExportViewModel export() {
        return export;
    }

    /** Every task that matches, in the order shown. */
    TaskExport exportable() {
        return new TaskExport(reads, query.get());
    }

    /** Which are ticked. */
    CheckedTasks checked() {
        return checked;
    }

    /** Ticks every task between two rows, both included. */
    void checkBetween(int one, int other) {
        checked.add(rows.subList(Math.min(one, other), Math.max(one, other) + 1).stream()
                .map(TaskItem::taskId)
                .toList());
    }

    /** Whether the search for the rows was ended by its budget: there may be more. */
    ReadOnlyBooleanProperty unfinishedProperty() {
        return unfinished.getReadOnlyProperty();
    }

    /** How many tasks match that the rows do not show yet; at most a page's worth. */
    ReadOnlyIntegerProperty waitingProperty() {
        return waiting.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Shown> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Load> firstLoadProperty() {
        return firstLoad.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Exception> failureProperty() {
        return failure.getReadOnlyProperty();
    }

    /** Moves once a second: what is told in relation to now follows without a query. */
    ReadOnlyObjectProperty<Instant> nowProperty() {
        return now.getReadOnlyProperty();
    }
}
