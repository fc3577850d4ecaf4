package dev.asyncgate.app.rows;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.background.Load;
import dev.asyncgate.app.background.Scope;
import dev.asyncgate.app.background.Tick;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * A list over any number of rows. Rows do not move while somebody is at them: what a poll brings changes rows where they
 * stand, and new ones wait on top until they are asked for, unless the list tails. For the FX thread only.
 */
public final class RowsViewModel<Q, T> {

    private static final Duration POLLED = Duration.ofSeconds(5);
    private static final Duration TICKED = Duration.ofSeconds(1);

    /** A list that tails forgets its far end beyond this many rows; it is read again when it is scrolled to. */
    static final int MOST_TAILED = 5_000;

    /** What stands where the rows are. */
    public enum Shown {
        LOADING,
        EMPTY,
        FILTERED,
        ROWS,
        /** The first page could not be read; the failure says why. */
        NOTHING
    }

    private final Scope scope;
    private final Source<Q, T> source;
    private final Clock clock;
    private final ReadOnlyObjectWrapper<Q> query;
    private final ObservableList<RowItem<T>> rows = FXCollections.observableArrayList();
    private final ObservableList<RowItem<T>> rowsToRead = FXCollections.unmodifiableObservableList(rows);
    private final Map<UUID, RowItem<T>> byId = new HashMap<>();
    private final ReadOnlyObjectWrapper<@Nullable UUID> selected = new ReadOnlyObjectWrapper<>(this, "selected");
    private final ReadOnlyIntegerWrapper waiting = new ReadOnlyIntegerWrapper(this, "waiting");
    private final BooleanProperty tailing = new SimpleBooleanProperty(this, "tailing");
    private final BooleanProperty busy = new SimpleBooleanProperty(this, "busy");
    private final ReadOnlyObjectWrapper<Shown> shown = new ReadOnlyObjectWrapper<>(this, "shown", Shown.LOADING);
    private final ReadOnlyObjectWrapper<@Nullable Load> firstLoad = new ReadOnlyObjectWrapper<>(this, "firstLoad");
    private final ReadOnlyObjectWrapper<@Nullable Exception> failure = new ReadOnlyObjectWrapper<>(this, "failure");
    private final ReadOnlyObjectWrapper<Instant> now;
    private List<UUID> inView = List.of();
    private @Nullable String nextCursor;
    private boolean loaded;
    private boolean loadingMore;
    /** What could not be read when it was asked for, and is read as soon as the source answers again. */
    private boolean owesBeginning;

    private boolean owesMore;

    /** Whether what stands below a row has been taken away and not been read anew. */
    private boolean owesBelow;

    private @Nullable Tick poll;

    /** What the poll asks; read off the FX thread. */
    private volatile Question<Q> question;

    public RowsViewModel(Background background, Source<Q, T> source, Q everything, Clock clock) {
        this.scope = background.scope();
        this.source = source;
        this.clock = clock;
        this.query = new ReadOnlyObjectWrapper<>(this, "query", everything);
        this.now = new ReadOnlyObjectWrapper<>(this, "now", clock.instant());
        this.question = new Question<>(everything, false, null, List.of());
        tailing.subscribe(this::showWaiting);
        busy.subscribe(this::nobodyIsBusy);
    }

    // ---- coming and going

    public void arrive() {
        now.set(clock.instant());
        scope.every(TICKED, () -> now.set(clock.instant()));
        if (!loaded || owesBeginning) {
            reload();
        }
        poll = scope.follow(POLLED, this::ask, this::tell, failure::set);
    }

    public void leave() {
        scope.cancelAll();
        poll = null;
        loadingMore = false;
        owesBeginning |= firstLoad.get() != null || owesBelow;
        firstLoad.set(null);
    }

    /** Asks out of turn what has become of the rows: somebody acted. */
    public void readAgain() {
        if (poll != null) {
            poll.now();
        }
    }

    // ---- what is shown

    /** Shows what this query lets through, from its beginning. */
    public void show(Q asked) {
        if (!asked.equals(query.get())) {
            query.set(asked);
            inView = List.of();
            remember();
            if (loaded) {
                reload();
            }
        }
    }

    /**
     * Shows what this query lets through, which is the same as before down to this row: that and what stands above it stays
     * where it is, and what is below is read anew.
     */
    public void showBelow(UUID row, Q asked) {
        RowItem<T> item = byId.get(row);
        if (item == null || firstLoad.get() != null) {
            show(asked);
            return;
        }
        int kept = rows.indexOf(item) + 1;
        query.set(asked);
        rows.subList(kept, rows.size()).forEach(below -> byId.remove(below.id()));
        rows.remove(kept, rows.size());
        nextCursor = null;
        owesMore = false;
        owesBelow = true;
        UUID last = lastId();
        readOn(last == null ? null : last.toString(), problem -> {
            owesBeginning = true;
            failure.set(problem);
        });
        remember();
    }

    /** Reads the list anew from its beginning. */
    public void reload() {
        Q asked = query.get();
        failure.set(null);
        if (rows.isEmpty()) {
            shown.set(Shown.LOADING);
        }
        loadingMore = false;
        owesBeginning = false;
        owesMore = false;
        owesBelow = false;
        Load load = scope.load("first", () -> source.page(asked, null), this::begin, this::failedToBegin);
        firstLoad.set(load.isRunning() ? load : null);
    }

    /** Appends the next page when there is one; for the end of the rows coming into view. */
    public void more() {
        String cursor = nextCursor;
        if (cursor == null || loadingMore) {
            return;
        }
        owesMore = false;
        readOn(cursor, problem -> {
            owesMore = true;
            failure.set(problem);
        });
    }

    private void readOn(@Nullable String cursor, Consumer<Exception> onFailure) {
        loadingMore = true;
        Q asked = query.get();
        scope.load("more", () -> source.page(asked, cursor), page -> append(asked, page), problem -> {
            loadingMore = false;
            onFailure.accept(problem);
        });
    }

    /** Selects a row, in the list or not; null for none. */
    public void select(@Nullable UUID id) {
        selected.set(id);
    }

    /** The rows that can be seen; polls read them anew. */
    public void look(List<UUID> ids) {
        inView = List.copyOf(ids);
        remember();
    }

    // ---- what arrives

    private void begin(Page<T> page) {
        loaded = true;
        firstLoad.set(null);
        waiting.set(0);
        byId.clear();
        rows.setAll(fresh(page.rows()));
        nextCursor = page.nextCursor();
        remember();
        showRows();
    }

    private void failedToBegin(Exception problem) {
        firstLoad.set(null);
        owesBeginning = true;
        failure.set(problem);
        if (rows.isEmpty()) {
            shown.set(Shown.NOTHING);
        }
    }

    private void append(Q asked, Page<T> page) {
        loadingMore = false;
        if (asked.equals(query.get())) {
            owesBelow = false;
            rows.addAll(fresh(page.rows()));
            nextCursor = page.nextCursor();
            remember();
        }
    }

    /** Those that are not in the list yet, which they are from now on. */
    private List<RowItem<T>> fresh(List<T> read) {
        var fresh = new ArrayList<RowItem<T>>();
        for (T row : read) {
            var item = new RowItem<>(source.id(row), row);
            if (byId.putIfAbsent(item.id(), item) == null) {
                fresh.add(item);
            }
        }
        return fresh;
    }

    private Answer<Q, T> ask() {
        Question<Q> asked = question;
        boolean again = !asked.anew() && !asked.inView().isEmpty();
        return new Answer<>(asked, edge(asked), again ? source.again(asked.inView()) : List.of());
    }

    /** Where new rows are met. */
    private Page<T> edge(Question<Q> asked) {
        if (source.newestFirst() || asked.anew()) {
            return source.page(asked.query(), null);
        }
        UUID last = asked.lastId();
        return last == null ? new Page<>(List.of(), null) : source.page(asked.query(), last.toString());
    }

    private void tell(Answer<Q, T> answer) {
        failure.set(null);
        if (!answer.question().query().equals(query.get())) {
            readAgain();
            return;
        }
        answer.inView().forEach(row -> {
            RowItem<T> item = byId.get(source.id(row));
            if (item != null) {
                item.tell(row);
            }
        });
        if (!loaded || owesBeginning) {
            reload();
        } else if (rows.isEmpty() || answer.question().anew()) {
            replace(answer.edge());
        } else if (source.newestFirst()) {
            meet(answer.edge());
        } else if (answer.question().lastId() != null && nextCursor == null) {
            append(query.get(), answer.edge());
        }
        if (owesMore) {
            more();
        }
    }

    /** Only where nobody is at the rows, and where they have changed. */
    private void replace(Page<T> edge) {
        boolean same = rows.size() == edge.rows().size()
                && rows.stream().map(RowItem::row).toList().equals(edge.rows());
        if (!same && (rows.isEmpty() || !busy.get())) {
            begin(edge);
        }
    }

    /** New rows go on top while the list tails and nobody is busy with it; else they wait. */
    private void meet(Page<T> edge) {
        List<T> unknown = edge.rows().stream()
                .filter(row -> !byId.containsKey(source.id(row)))
                .toList();
        boolean gap = unknown.size() == edge.rows().size() && edge.nextCursor() != null;
        if (gap || !tailing.get() || busy.get()) {
            waiting.set(unknown.size());
            return;
        }
        waiting.set(0);
        rows.addAll(0, fresh(unknown));
        forgetTheFarEnd();
    }

    private void forgetTheFarEnd() {
        if (rows.size() > MOST_TAILED) {
            rows.subList(MOST_TAILED, rows.size()).clear();
            byId.keySet().retainAll(rows.stream().map(RowItem::id).toList());
            nextCursor = rows.getLast().id().toString();
        }
    }

    private void nobodyIsBusy() {
        remember();
        showWaiting();
    }

    private void showWaiting() {
        if (tailing.get() && !busy.get() && waiting.get() > 0) {
            reload();
        }
    }

    private void showRows() {
        if (!rows.isEmpty()) {
            shown.set(Shown.ROWS);
        } else {
            shown.set(source.narrows(query.get()) ? Shown.FILTERED : Shown.EMPTY);
        }
    }

    private void remember() {
        boolean anew = rows.isEmpty() || (!source.newestFirst() && !busy.get());
        boolean atTheEnd = nextCursor == null && !loadingMore;
        question = new Question<>(query.get(), anew, atTheEnd ? lastId() : null, inView);
    }

    /** The last row that is no heading; null when there is none. */
    private @Nullable UUID lastId() {
        for (RowItem<T> item : rows.reversed()) {
            if (source.selectable(item.row())) {
                return item.id();
            }
        }
        return null;
    }

    /**
     * What a poll asks for.
     *
     * @param anew whether the whole first page is, for a list that nobody is at: rows may have gone from its midst
     * @param lastId null unless the end of the list has been read
     */
    private record Question<Q>(
            Q query, boolean anew, @Nullable UUID lastId, List<UUID> inView) {}

    private record Answer<Q, T>(Question<Q> question, Page<T> edge, List<T> inView) {}

    // ---- for those who show it

    public ObservableList<RowItem<T>> rows() {
        return rowsToRead;
    }

    /** The row of this id; null when it is not among those read so far. */
    public @Nullable RowItem<T> item(UUID id) {
        return byId.get(id);
    }

    public boolean selectable(RowItem<T> item) {
        return source.selectable(item.row());
    }

    public ReadOnlyObjectProperty<Q> queryProperty() {
        return query.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<@Nullable UUID> selectedProperty() {
        return selected.getReadOnlyProperty();
    }

    /** How many rows are new and not shown yet; at most a page's worth. */
    public ReadOnlyIntegerProperty waitingProperty() {
        return waiting.getReadOnlyProperty();
    }

    /** Whether new rows go on top by themselves. */
    public BooleanProperty tailingProperty() {
        return tailing;
    }

    /** Whether somebody is at the rows, which must not move now; the table says so. */
    public BooleanProperty busyProperty() {
        return busy;
    }

    public ReadOnlyObjectProperty<Shown> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<@Nullable Load> firstLoadProperty() {
        return firstLoad.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<@Nullable Exception> failureProperty() {
        return failure.getReadOnlyProperty();
    }

    /** Moves once a second: what is told in relation to now follows without a query. */
    public ReadOnlyObjectProperty<Instant> nowProperty() {
        return now.getReadOnlyProperty();
    }
}
