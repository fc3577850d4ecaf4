package dev.asyncgate.app.receipts;

import dev.asyncgate.app.acts.ActsViewModel;
import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.background.Load;
import dev.asyncgate.app.background.Scope;
import dev.asyncgate.app.background.Tick;
import dev.asyncgate.app.receipt.ReceiptIndex;
import dev.asyncgate.app.receipts.graph.Dot;
import dev.asyncgate.app.receipts.graph.Drawing;
import dev.asyncgate.app.receipts.graph.EdgeWalk;
import dev.asyncgate.app.receipts.graph.GraphNode;
import dev.asyncgate.app.receipts.graph.TaskGraphLayout;
import dev.asyncgate.receipt.GetLineage;
import dev.asyncgate.receipt.Lineage;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.task.TaskRow;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** The receipts of a task or of its delegation tree, as they grow. For the FX thread only. */
final class ReceiptsViewModel {

    /** More receipts than this are not read; what is left out is said. */
    static final int MOST_READ = 20_000;

    private static final Duration PERIOD = Duration.ofSeconds(5);

    /** Reads a part of the receipt graph, off the FX thread. */
    interface Lineages {
        Lineage read(UUID taskId, GetLineage.Scope reach, int limit);
    }

    /** What is to be read, and what the next drawing grows from. Handed over to the thread that reads. */
    private record Request(
            UUID taskId,
            GetLineage.Scope reach,
            Set<UUID> collapsed,
            @Nullable Drawing before) {}

    private final Lineages lineages;
    private final Callable<List<TaskRow>> newestTasks;
    private final TaskGraphLayout.Words words;
    private final Scope scope;
    private final ActsViewModel acts;

    private final ReadOnlyObjectWrapper<@Nullable Screen> screen = new ReadOnlyObjectWrapper<>(this, "screen");
    private final ReadOnlyObjectWrapper<@Nullable Drawing> drawing = new ReadOnlyObjectWrapper<>(this, "drawing");
    private final ReadOnlyObjectWrapper<@Nullable UUID> selected = new ReadOnlyObjectWrapper<>(this, "selected");
    private final ReadOnlyObjectWrapper<@Nullable Inspection> inspection =
            new ReadOnlyObjectWrapper<>(this, "inspection");
    private final ReadOnlyObjectWrapper<List<UUID>> matches = new ReadOnlyObjectWrapper<>(this, "matches", List.of());
    private final ObjectProperty<GetLineage.Scope> reach =
            new SimpleObjectProperty<>(this, "reach", GetLineage.Scope.TREE);
    private final BooleanProperty follow = new SimpleBooleanProperty(this, "follow", true);
    private final StringProperty find = new SimpleStringProperty(this, "find", "");

    private @Nullable UUID taskId;
    private @Nullable Tick growth;
    /** Written on the FX thread, read by the one that reads the lineage. */
    private volatile @Nullable Request request;

    ReceiptsViewModel(
            Background background,
            Lineages lineages,
            Callable<List<TaskRow>> newestTasks,
            TaskGraphLayout.Words words) {
        this.scope = background.scope();
        this.acts = new ActsViewModel(background, this::readAgain);
        this.lineages = lineages;
        this.newestTasks = newestTasks;
        this.words = words;
        find.subscribe(ignored -> search());
        reach.subscribe((before, now) -> {
            if (taskId != null) {
                read(taskId);
            }
        });
    }

    // ---- Coming and going

    /** Shows what was shown before, or offers tasks to choose from. */
    void arrive() {
        if (taskId == null) {
            choose();
        } else if (drawing.get() == null) {
            read(taskId);
        } else {
            growFromNowOn();
        }
    }

    void leave() {
        scope.cancelAll();
    }

    /** Asks out of turn what there is: somebody acted. */
    void readAgain() {
        if (growth != null) {
            growth.now();
        }
    }

    /** Another instant stands for now: reads what there was, and keeps what is drawn until then. */
    void instantWasSet() {
        if (taskId != null && drawing.get() == null) {
            read(taskId);
        } else if (taskId != null) {
            scope.load("again", this::draw, this::show, this::failed);
        }
    }

    /** Shows the receipts of a task; the selection stays where it can. */
    void open(UUID task, @Nullable UUID receiptId) {
        boolean same = task.equals(taskId) && drawing.get() != null;
        if (same) {
            growFromNowOn();
        } else {
            read(task);
        }
        select(receiptId != null ? receiptId : same ? selected.get() : null);
    }

    /** Shows the receipts of one task out of a tree. */
    void openAlone(UUID task) {
        select(null);
        taskId = task;
        if (reach.get() == GetLineage.Scope.TASK) {
            read(task);
        } else {
            reach.set(GetLineage.Scope.TASK);
        }
    }

    /** Offers the newest tasks. */
    void choose() {
        scope.cancelAll();
        taskId = null;
        drawing.set(null);
        select(null);
        Load load = scope.load("choose", newestTasks, this::offer, this::failed);
        if (load.isRunning()) {
            screen.set(new Screen.Loading(load));
        }
        scope.follow(PERIOD, newestTasks, this::offer, failure -> {});
    }

    /** Tries again what failed. */
    void retry() {
        if (taskId == null) {
            choose();
        } else {
            read(taskId);
        }
    }

    // ---- Looking around

    /** Selects a receipt, or a task that is drawn as one node; null selects nothing. */
    void select(@Nullable UUID id) {
        if (!Objects.equals(id, selected.get())) {
            acts.forget();
        }
        selected.set(id);
        inspect();
    }

    /** Follows an edge; nothing happens where there is none. */
    void walk(EdgeWalk.Direction direction) {
        Drawing drawn = drawing.get();
        if (drawn != null) {
            EdgeWalk.step(drawn.graph(), shownNode(), direction)
                    .map(GraphNode::id)
                    .ifPresent(this::select);
        }
    }

    /** Draws a task as one node, or opens it again. */
    void toggleCollapsed(UUID task) {
        Drawing drawn = drawing.get();
        Request asked = request;
        if (drawn == null || asked == null || drawn.isOfTasks()) {
            return;
        }
        Set<UUID> collapsed = new HashSet<>(asked.collapsed());
        if (!collapsed.remove(task)) {
            collapsed.add(task);
        }
        request = new Request(asked.taskId(), asked.reach(), Set.copyOf(collapsed), drawn);
        layOut();
    }

    /** Collapses or opens the task of what is selected. */
    void toggleCollapsed() {
        Drawing drawn = drawing.get();
        UUID shown = shownNode();
        if (drawn != null) {
            drawn.graph().node(shown).ifPresent(node -> toggleCollapsed(node.taskId()));
        }
    }

    /** Goes on to the next of what was found, round and round. */
    void nextMatch() {
        List<UUID> found = matches.get();
        if (!found.isEmpty()) {
            int at = found.indexOf(selected.get());
            select(found.get((at + 1) % found.size()));
        }
    }

    /** Goes on to the next open obligation. */
    void nextOpen() {
        Drawing drawn = drawing.get();
        if (drawn != null) {
            List<UUID> open = drawn.index().receipts().stream()
                    .map(Receipt::receiptId)
                    .filter(drawn.index()::isOpen)
                    .toList();
            if (!open.isEmpty()) {
                select(open.get((open.indexOf(selected.get()) + 1) % open.size()));
            }
        }
    }

    /** The drawing in DOT. */
    void dot(Consumer<String> written) {
        Drawing drawn = drawing.get();
        if (drawn != null) {
            scope.load("dot", () -> Dot.of(drawn.index()), written, failure -> {});
        }
    }

    /** The node that stands for the selection: the task's where it is drawn as one. */
    @Nullable UUID shownNode() {
        Drawing drawn = drawing.get();
        UUID id = selected.get();
        if (drawn == null || id == null || drawn.graph().node(id).isPresent()) {
            return id;
        }
        return drawn.index().receipt(id).map(ReceiptIndex::taskOf).orElse(null);
    }

    /** What is done about the selected receipt. */
    ActsViewModel acts() {
        return acts;
    }

    Scope scope() {
        return scope;
    }

    @Nullable UUID taskId() {
        return taskId;
    }

    ReadOnlyObjectProperty<@Nullable Screen> screenProperty() {
        return screen.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Drawing> drawingProperty() {
        return drawing.getReadOnlyProperty();
    }

    /** A receipt, or a task that is drawn as one node. */
    ReadOnlyObjectProperty<@Nullable UUID> selectedProperty() {
        return selected.getReadOnlyProperty();
    }

    /** Follows the selection, a moment later. */
    ReadOnlyObjectProperty<@Nullable Inspection> inspectionProperty() {
        return inspection.getReadOnlyProperty();
    }

    /** The receipts found, in their order. */
    ReadOnlyObjectProperty<List<UUID>> matchesProperty() {
        return matches.getReadOnlyProperty();
    }

    /** How far the drawing reaches. */
    ObjectProperty<GetLineage.Scope> reachProperty() {
        return reach;
    }

    /** Whether the view moves to what is new. */
    BooleanProperty followProperty() {
        return follow;
    }

    StringProperty findProperty() {
        return find;
    }

    // ---- Reading and drawing

    private void read(UUID task) {
        scope.cancelAll();
        taskId = task;
        drawing.set(null);
        inspection.set(null);
        request = new Request(task, reach.get(), Set.of(), null);
        Load load = scope.load("lineage", this::draw, this::firstDrawn, this::failed);
        if (load.isRunning()) {
            screen.set(new Screen.Loading(load));
        }
    }

    private void firstDrawn(Drawing drawn) {
        if (drawn.index().receipts().isEmpty()) {
            screen.set(new Screen.NoSuchTask());
            return;
        }
        show(drawn);
        growFromNowOn();
    }

    private void growFromNowOn() {
        if (growth != null) {
            growth.stop();
        }
        Drawing drawn = drawing.get();
        boolean large = drawn != null && drawn.isOfTasks();
        // A large one takes its time to be laid out: it grows by the clock, not with every change.
        growth = large
                ? scope.poll(PERIOD, this::draw, this::show, failure -> {})
                : scope.follow(PERIOD, this::draw, this::show, failure -> {});
    }

    /** Off the FX thread. Reads more at once as soon as the small limit does not hold everything. */
    private Drawing draw() {
        Request asked = Objects.requireNonNull(request);
        Drawing before = asked.before();
        boolean large = before != null && before.isOfTasks();
        Lineage lineage = lineages.read(asked.taskId(), asked.reach(), large ? MOST_READ : Drawing.MOST_RECEIPTS);
        if (lineage.truncated() && !large) {
            lineage = lineages.read(asked.taskId(), asked.reach(), MOST_READ);
        }
        if (before == null) {
            return Drawing.of(new ReceiptIndex(lineage), asked.collapsed(), words);
        }
        boolean asBefore =
                isSame(before.index().lineage(), lineage) && before.collapsed().equals(asked.collapsed());
        return asBefore ? before : before.next(new ReceiptIndex(lineage), asked.collapsed(), words);
    }

    /** Receipts never change: the same number with the same last one are the same. */
    private static boolean isSame(Lineage before, Lineage now) {
        return before.receipts().size() == now.receipts().size()
                && !now.receipts().isEmpty()
                && before.open().equals(now.open())
                && before.tasks().equals(now.tasks())
                && before.receipts()
                        .getLast()
                        .receiptId()
                        .equals(now.receipts().getLast().receiptId());
    }

    private void layOut() {
        Request asked = request;
        if (asked != null && asked.before() != null) {
            Drawing before = asked.before();
            scope.load("layout", () -> before.next(before.index(), asked.collapsed(), words), this::show, this::failed);
        }
    }

    private void show(Drawing drawn) {
        Request asked = request;
        if (asked == null) {
            return;
        }
        request = new Request(asked.taskId(), asked.reach(), asked.collapsed(), drawn);
        if (!drawn.collapsed().equals(asked.collapsed())) {
            layOut();
            return;
        }
        if (!drawn.equals(drawing.get())) {
            drawing.set(drawn);
            inspect();
            search();
        }
        screen.set(new Screen.Drawn());
    }

    private void inspect() {
        Drawing drawn = drawing.get();
        UUID id = selected.get();
        scope.<@Nullable Inspection>load(
                "inspect",
                () -> drawn == null || id == null ? null : Inspection.of(drawn, id),
                inspection::set,
                this::failed);
    }

    private void search() {
        Drawing drawn = drawing.get();
        String text = find.get();
        scope.load(
                "find",
                () -> drawn == null || text.isBlank() ? List.<UUID>of() : Search.find(drawn.index(), text),
                matches::set,
                this::failed);
    }

    private void offer(List<TaskRow> tasks) {
        screen.set(tasks.isEmpty() ? new Screen.NoTasks() : new Screen.Choosing(tasks));
    }

    private void failed(Exception failure) {
        if (drawing.get() == null) {
            screen.set(new Screen.Failed(failure));
        }
    }
}
