package dev.asyncgate.app.bulk;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.background.Load;
import dev.asyncgate.app.background.Scope;
import dev.asyncgate.app.background.Tick;
import dev.asyncgate.bulk.BulkAct;
import dev.asyncgate.bulk.BulkResult;
import dev.asyncgate.bulk.BulkResult.Effect;
import dev.asyncgate.bulk.PreviewBulk.Preview;
import dev.asyncgate.bulk.RunBulk;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.engine.Operator;
import dev.asyncgate.task.FreezeTasks.Frozen;
import dev.asyncgate.task.TaskFilter;
import dev.asyncgate.task.TaskStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
 * One operation on many tasks, from looking at it to its last result. It goes on while nobody looks. For the FX thread only.
 */
public final class BulkViewModel {

    private static final Duration LOOKED_AT = Duration.ofMillis(200);
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,9}");

    /** How far it is. */
    public enum Phase {
        /** The tasks are named and looked at; nothing has been written. */
        LOOKING,
        /** It waits for a yes. */
        ASKING,
        RUNNING,
        /** Every task has its result, or it was stopped. */
        ENDED,
        /** It could not go on; what was done stays. */
        FAILED
    }

    private final Scope scope;
    private final Operator operator;
    private final Inspector inspector;
    private final Clock clock;
    private final BulkKind kind;
    private final BulkScope which;
    private final @Nullable String word;
    private final Runnable whenChanged;
    private final ReadOnlyObjectWrapper<Phase> phase = new ReadOnlyObjectWrapper<>(this, "phase", Phase.LOOKING);
    private final ReadOnlyObjectWrapper<@Nullable Frozen> frozen = new ReadOnlyObjectWrapper<>(this, "frozen");
    private final ReadOnlyObjectWrapper<@Nullable Preview> preview = new ReadOnlyObjectWrapper<>(this, "preview");
    private final ReadOnlyIntegerWrapper since = new ReadOnlyIntegerWrapper(this, "since");
    private final StringProperty reason = new SimpleStringProperty(this, "reason", "");
    private final StringProperty priority = new SimpleStringProperty(this, "priority", "");
    private final StringProperty typed = new SimpleStringProperty(this, "typed", "");
    private final ReadOnlyBooleanWrapper ready = new ReadOnlyBooleanWrapper(this, "ready");
    private final ReadOnlyObjectWrapper<@Nullable Exception> failure = new ReadOnlyObjectWrapper<>(this, "failure");
    private final ObservableList<BulkResult> results = FXCollections.observableArrayList();
    private final ObservableList<BulkResult> resultsToRead = FXCollections.unmodifiableObservableList(results);
    private final Map<Effect, Integer> effects = new EnumMap<>(Effect.class);
    private final ReadOnlyIntegerWrapper done = new ReadOnlyIntegerWrapper(this, "done");
    private final Queue<List<BulkResult>> arriving = new ConcurrentLinkedQueue<>();
    private volatile boolean stopping;
    private List<UUID> taskIds = List.of();
    private @Nullable BulkAct act;
    private @Nullable Instant beganAt;
    private @Nullable Load load;
    private @Nullable Tick tick;
    private long began;
    private long took;

    /**
     * Begins to look.
     *
     * @param word what has to be typed before it is done; null for nothing
     * @param whenChanged told when tasks have changed
     */
    public BulkViewModel(
            Background background,
            Operator operator,
            Inspector inspector,
            Clock clock,
            BulkKind kind,
            BulkScope which,
            @Nullable String word,
            Runnable whenChanged) {
        this.scope = background.scope();
        this.operator = operator;
        this.inspector = inspector;
        this.clock = clock;
        this.kind = kind;
        this.which = which;
        this.word = word;
        this.whenChanged = whenChanged;
        List.of(reason, priority, typed).forEach(each -> each.subscribe(this::weigh));
        phase.subscribe(this::weigh);
    }

    // ---- looking

    /** Names the tasks and looks at them. */
    public void look() {
        TaskFilter filter = which.filter();
        load = scope.load(
                "look",
                () -> filter == null
                        ? operator.freeze(which.taskIds())
                        : operator.freeze(
                                filter, found -> !Thread.currentThread().isInterrupted()),
                found -> {
                    frozen.set(found);
                    look(found.taskIds());
                },
                this::fail);
    }

    private void look(List<UUID> ids) {
        taskIds = ids;
        BulkAct meant = meant(0);
        load = scope.load(
                "look",
                () -> operator.preview(meant, ids),
                found -> {
                    preview.set(found);
                    phase.set(Phase.ASKING);
                    countSince();
                },
                this::fail);
    }

    /** Those that match by now and are not among the named ones. */
    private void countSince() {
        TaskFilter filter = which.filter();
        Frozen named = frozen.get();
        if (filter != null && named != null) {
            int count = named.taskIds().size();
            scope.load(
                    "since",
                    () -> inspector.countMatching(filter, count + 1000) - count,
                    more -> since.set((int) Math.max(0, more)),
                    problem -> {});
        }
    }

    /** Takes those out that are nearly done by their own progress, and looks again. */
    public void leaveOutNearlyDone() {
        Preview seen = preview.get();
        if (seen != null && phase.get() == Phase.ASKING) {
            Set<UUID> out = new HashSet<>(seen.nearlyDone());
            phase.set(Phase.LOOKING);
            look(taskIds.stream().filter(id -> !out.contains(id)).toList());
        }
    }

    /** Nobody wants it any more: what is being looked at is left. What runs goes on. */
    public void leave() {
        if (phase.get() == Phase.LOOKING && load != null) {
            load.cancel();
        }
    }

    // ---- doing

    private BulkAct meant(int given) {
        String why = reason.get().isBlank() ? null : reason.get().strip();
        return switch (kind) {
            case CANCEL -> new BulkAct.Cancel(why);
            case RETRY -> new BulkAct.Retry();
            case HOLD -> new BulkAct.Hold(why);
            case RESUME -> new BulkAct.Resume();
            case REPRIORITIZE -> new BulkAct.Reprioritize(given);
            case PUT_BACK -> new BulkAct.PutBack(Map.of(), given);
        };
    }

    /** Does it, once it is ready. */
    public void confirm() {
        if (ready.get()) {
            int given = kind == BulkKind.REPRIORITIZE
                    ? Integer.parseInt(priority.get().strip())
                    : 0;
            run(meant(given));
        }
    }

    private void run(BulkAct doing) {
        act = doing;
        beganAt = clock.instant();
        began = System.nanoTime();
        stopping = false;
        phase.set(Phase.RUNNING);
        tick = scope.every(LOOKED_AT, this::take);
        load = scope.load(
                        () -> operator.runBulk(doing, taskIds, batch -> {
                            arriving.add(batch);
                            return !stopping && !Thread.currentThread().isInterrupted();
                        }),
                        this::end,
                        this::fail);
    }

    /** Has the status bar tell of it in these words. */
    public void tellAs(String words) {
        if (load != null) {
            load.telling(new Load.Told() {
                @Override
                public String words() {
                    return words;
                }

                @Override
                public double fraction() {
                    return BulkViewModel.this.fraction();
                }

                @Override
                public void stop() {
                    BulkViewModel.this.stop();
                }
            });
        }
    }

    /** Ends it behind the batch under way. */
    public void stop() {
        stopping = true;
    }

    /** Moves what has arrived to where it is seen. */
    private void take() {
        List<BulkResult> fresh = new ArrayList<>();
        for (List<BulkResult> batch = arriving.poll(); batch != null; batch = arriving.poll()) {
            fresh.addAll(batch);
        }
        if (!fresh.isEmpty()) {
            fresh.forEach(result -> effects.merge(result.effect(), 1, Integer::sum));
            results.addAll(fresh);
            done.set(results.size());
        }
    }

    private void end(RunBulk.Summary summary) {
        rest();
        phase.set(Phase.ENDED);
        whenChanged.run();
    }

    private void fail(Exception problem) {
        rest();
        failure.set(problem);
        phase.set(Phase.FAILED);
        if (!results.isEmpty()) {
            whenChanged.run();
        }
    }

    private void rest() {
        took = System.nanoTime() - began;
        if (tick != null) {
            tick.stop();
            tick = null;
        }
        take();
    }

    /**
     * What would undo what was done, as an operation of its own that is ready to run; empty where nothing does, or nothing
     * was done.
     */
    public Optional<BulkViewModel> undo(Background background) {
        List<BulkResult> changed =
                results.stream().filter(result -> result.effect() == Effect.DONE).toList();
        BulkAct doing = act;
        if (phase.get() != Phase.ENDED || changed.isEmpty() || doing == null) {
            return Optional.empty();
        }
        List<UUID> ids = changed.stream().map(BulkResult::taskId).toList();
        return switch (doing) {
            case BulkAct.Reprioritize(int given) ->
                Optional.of(undoing(
                        background,
                        BulkKind.PUT_BACK,
                        ids,
                        new BulkAct.PutBack(
                                changed.stream()
                                        .filter(result -> result.priority() != null)
                                        .collect(Collectors.toMap(
                                                BulkResult::taskId,
                                                result -> Objects.requireNonNull(result.priority()))),
                                given)));
            case BulkAct.Hold it -> Optional.of(undoing(background, BulkKind.RESUME, ids, new BulkAct.Resume()));
            case BulkAct.Resume it -> Optional.of(undoing(background, BulkKind.HOLD, ids, new BulkAct.Hold(null)));
            case BulkAct.Cancel it -> Optional.empty();
            case BulkAct.Retry it -> Optional.empty();
            case BulkAct.PutBack it -> Optional.empty();
        };
    }

    private BulkViewModel undoing(Background background, BulkKind undo, List<UUID> ids, BulkAct doing) {
        var other = new BulkViewModel(
                background,
                operator,
                inspector,
                clock,
                undo,
                new BulkScope(which.parts(), null, ids),
                null,
                whenChanged);
        other.taskIds = ids;
        other.frozen.set(frozen.get());
        other.run(doing);
        return other;
    }

    private void weigh() {
        boolean named = word == null || word.equals(typed.get().strip());
        boolean number = kind != BulkKind.REPRIORITIZE
                || NUMBER.matcher(priority.get().strip()).matches();
        ready.set(phase.get() == Phase.ASKING && named && number && concerned() > 0);
    }

    // ---- what there is to see

    public BulkKind kind() {
        return kind;
    }

    public BulkScope which() {
        return which;
    }

    /** Null where nothing has to be typed. */
    public @Nullable String word() {
        return word;
    }

    /** The states whose tasks it changes. */
    public Set<TaskStatus> concerns() {
        return meant(0).concerns();
    }

    /** How many tasks it would change. */
    public long concerned() {
        Preview seen = preview.get();
        return seen == null
                ? 0
                : concerns().stream()
                        .mapToLong(state -> seen.byState().getOrDefault(state, 0L))
                        .sum();
    }

    /** How many there are. */
    public int total() {
        return taskIds.size();
    }

    public int count(Effect effect) {
        return effects.getOrDefault(effect, 0);
    }

    /** How much is done, from 0 to 1. */
    public double fraction() {
        return taskIds.isEmpty() ? 1 : (double) done.get() / taskIds.size();
    }

    /** How many tasks a second, on average. */
    public double rate() {
        long nanos = phase.get() == Phase.RUNNING ? System.nanoTime() - began : took;
        return nanos == 0 ? 0 : done.get() * 1e9 / nanos;
    }

    /** Null until it has begun. */
    public @Nullable Instant beganAt() {
        return beganAt;
    }

    /** Whether it was stopped before its end. */
    public boolean isStopped() {
        return phase.get() == Phase.ENDED && done.get() < taskIds.size();
    }

    public ReadOnlyObjectProperty<Phase> phaseProperty() {
        return phase.getReadOnlyProperty();
    }

    /** Null until the tasks are named. */
    public ReadOnlyObjectProperty<@Nullable Frozen> frozenProperty() {
        return frozen.getReadOnlyProperty();
    }

    /** Null until they were looked at. */
    public ReadOnlyObjectProperty<@Nullable Preview> previewProperty() {
        return preview.getReadOnlyProperty();
    }

    /** How many match by now that were not named. */
    public ReadOnlyIntegerProperty sinceProperty() {
        return since.getReadOnlyProperty();
    }

    public StringProperty reasonProperty() {
        return reason;
    }

    /** The priority to give, as typed. */
    public StringProperty priorityProperty() {
        return priority;
    }

    public StringProperty typedProperty() {
        return typed;
    }

    /** Whether {@link #confirm()} would do it. */
    public ReadOnlyBooleanProperty readyProperty() {
        return ready.getReadOnlyProperty();
    }

    /** Null unless it has failed. */
    public ReadOnlyObjectProperty<@Nullable Exception> failureProperty() {
        return failure.getReadOnlyProperty();
    }

    /** In the order in which they came. */
    public ObservableList<BulkResult> results() {
        return resultsToRead;
    }

    /** How many tasks have their result. */
    public ReadOnlyIntegerProperty doneProperty() {
        return done.getReadOnlyProperty();
    }
}
