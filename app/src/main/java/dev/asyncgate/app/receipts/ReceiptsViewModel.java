package dev.asyncgate.app.receipts;

import dev.asyncgate.app.acts.ActsViewModel;
import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.background.Load;
import dev.asyncgate.app.background.Scope;
import dev.asyncgate.app.background.Tick;
import dev.asyncgate.app.memory.Memory;
import dev.asyncgate.app.receipt.ReceiptIndex;
import dev.asyncgate.app.receipts.graph.Dot;
import dev.asyncgate.app.receipts.graph.Drawing;
import dev.asyncgate.app.receipts.graph.EdgeWalk;
import dev.asyncgate.app.receipts.graph.GraphNode;
import dev.asyncgate.app.receipts.graph.LayoutTime;
import dev.asyncgate.app.receipts.graph.TaskGraphLayout;
import dev.asyncgate.lineage.LineageSummary;
import dev.asyncgate.lineage.LineageSummary.Lanes;
import dev.asyncgate.receipt.GetLineage;
import dev.asyncgate.receipt.Lineage;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.task.TaskRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** The receipts of a task or of its delegation tree, as they grow. For the FX thread only. */
final class ReceiptsViewModel {

    /** More receipts than this are not read; what is left out is said. */
    static final int MOST_READ = 20_000;

    /** So many edges above or below a receipt are drawn at most. */
    static final int MOST_STEPS = 20;

    private static final Duration PERIOD = Duration.ofSeconds(5);

    /** What takes longer to be laid out is counted instead. */
    private static final Duration MOST_LAYOUT = Duration.ofSeconds(4);

    /** What is to be read, and what the next drawing grows from. Handed over to the thread that reads. */
    private record Request(
            UUID taskId,
            Reach reach,
            @Nullable UUID receiptId,
            int up,
            int down,
            @Nullable Detail detail,
            @Nullable Lanes lanes,
            Set<UUID> collapsed,
            @Nullable Drawing before) {

        Request with(Set<UUID> nowCollapsed, @Nullable Drawing drawn) {
            return new Request(taskId, reach, receiptId, up, down, detail, lanes, nowCollapsed, drawn);
        }

        /** What the columns stand for where tasks are drawn; null where receipts are. */
        @Nullable Lanes tasksIn(Lineage lineage) {
            boolean ofTasks =
                    detail == null ? lineage.receipts().size() > Drawing.MOST_RECEIPTS : detail == Detail.TASKS;
            return ofTasks ? Objects.requireNonNullElse(lanes, Lanes.DEPTH) : null;
        }

        Lanes countedIn() {
            return Objects.requireNonNullElse(lanes, Lanes.TYPE);
        }
    }

    private final LineageReads reads;
    private final Callable<List<TaskRow>> newestTasks;
    private final TaskGraphLayout.Words words;
    private final Duration layoutTime;
    private final Scope scope;
    private final ActsViewModel acts;

    private final ReadOnlyObjectWrapper<@Nullable Screen> screen = new ReadOnlyObjectWrapper<>(this, "screen");
    private final ReadOnlyObjectWrapper<@Nullable Drawing> drawing = new ReadOnlyObjectWrapper<>(this, "drawing");
    private final ReadOnlyObjectWrapper<@Nullable UUID> selected = new ReadOnlyObjectWrapper<>(this, "selected");
    private final ReadOnlyObjectWrapper<@Nullable Inspection> inspection =
            new ReadOnlyObjectWrapper<>(this, "inspection");
    private final ReadOnlyObjectWrapper<List<UUID>> matches = new ReadOnlyObjectWrapper<>(this, "matches", List.of());
    private final ObjectProperty<Reach> reach = new SimpleObjectProperty<>(this, "reach", Reach.TREE);
    private final IntegerProperty up = new SimpleIntegerProperty(this, "up", 3);
    private final IntegerProperty down = new SimpleIntegerProperty(this, "down", 3);
    private final ObjectProperty<@Nullable Detail> detail = new SimpleObjectProperty<>(this, "detail");
    private final ObjectProperty<@Nullable Lanes> lanes = new SimpleObjectProperty<>(this, "lanes");
    private final BooleanProperty follow = new SimpleBooleanProperty(this, "follow", true);
    private final BooleanProperty asTable = new SimpleBooleanProperty(this, "asTable");
    private final StringProperty find = new SimpleStringProperty(this, "find", "");

    private @Nullable UUID taskId;
    private @Nullable Tick growth;
    /** Written on the FX thread, read by the one that reads the lineage. */
    private volatile @Nullable Request request;

    /** Whether the layout took too long. Written by the thread that lays out, before its drawing is shown. */
    private volatile boolean givenUp;

    ReceiptsViewModel(
            Background background,
            LineageReads reads,
            Callable<List<TaskRow>> newestTasks,
            TaskGraphLayout.Words words) {
        this(background, reads, newestTasks, words, MOST_LAYOUT);
    }

    /** {@code layoutTime}: what takes longer to be laid out is counted instead. */
    ReceiptsViewModel(
            Background background,
            LineageReads reads,
            Callable<List<TaskRow>> newestTasks,
            TaskGraphLayout.Words words,
            Duration layoutTime) {
        this.scope = background.scope();
        this.acts = new ActsViewModel(background, this::readAgain);
        this.reads = reads;
        this.newestTasks = newestTasks;
        this.words = words;
        this.layoutTime = layoutTime;
        find.subscribe(ignored -> search());
        reach.subscribe((before, now) -> readAnew());
        detail.subscribe((before, now) -> readAnew());
        lanes.subscribe((before, now) -> readAnew());
        up.subscribe((before, now) -> readAround());
        down.subscribe((before, now) -> readAround());
    }

    private void readAnew() {
        if (taskId != null) {
            read(taskId);
        }
    }

    private void readAround() {
        if (taskId != null && reach.get() == Reach.RECEIPT) {
            read(taskId);
        }
    }

    /** Has the choices that were left, and keeps them from now on. */
    void remember(Memory memory) {
        memory.keep("scope", reach, ReceiptsViewModel::reach, Reach::name);
        memory.keep("table", asTable);
        memory.keep("follow", follow);
    }

    /** The surroundings of a receipt take one that is selected, and none is at the start. */
    private static Reach reach(String remembered) {
        Reach reach = Reach.valueOf(remembered);
        return reach == Reach.RECEIPT ? Reach.TREE : reach;
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
        if (reach.get() == Reach.TASK) {
            read(task);
        } else {
            reach.set(Reach.TASK);
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
        if (drawn == null || asked == null || drawn.isOfTasks() || drawn.isOfBuckets()) {
            return;
        }
        Set<UUID> collapsed = new HashSet<>(asked.collapsed());
        if (!collapsed.remove(task)) {
            collapsed.add(task);
        }
        request = asked.with(Set.copyOf(collapsed), drawn);
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

    /** Draws more or fewer edges above and below a receipt, where that is what is drawn. */
    void deeper(int by) {
        if (reach.get() == Reach.RECEIPT) {
            up.set(Math.clamp(up.get() + by, 0, MOST_STEPS));
            down.set(Math.clamp(down.get() + by, 0, MOST_STEPS));
        }
    }

    /** Opens what is selected: a task that is drawn as one node shows its receipts. */
    void openShown() {
        Drawing drawn = drawing.get();
        UUID shown = shownNode();
        if (drawn != null && drawn.graph().node(shown).orElse(null) instanceof GraphNode.StackNode stack) {
            if (drawn.isOfTasks()) {
                openAlone(stack.id());
            } else {
                toggleCollapsed(stack.id());
            }
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
            List<UUID> open = drawn.isOfBuckets() ? openNodes(drawn) : openReceipts(drawn);
            if (!open.isEmpty()) {
                select(open.get((open.indexOf(selected.get()) + 1) % open.size()));
            }
        }
    }

    private static List<UUID> openReceipts(Drawing drawn) {
        return drawn.index().receipts().stream()
                .map(Receipt::receiptId)
                .filter(drawn.index()::isOpen)
                .toList();
    }

    private static List<UUID> openNodes(Drawing drawn) {
        var open = new ArrayList<UUID>();
        drawn.graph().nodes().forEach(node -> {
            if (node.isOpen()) {
                open.add(node.id());
            }
        });
        return open;
    }

    /** The drawing in DOT. */
    void dot(Consumer<String> written) {
        Callable<String> writer = dot();
        if (writer != null) {
            scope.load("dot", writer, written, failure -> {});
        }
    }

    /** What writes the drawing in DOT, off the FX thread; null while there is none. */
    @Nullable Callable<String> dot() {
        Drawing drawn = drawing.get();
        return drawn == null ? null : () -> Dot.of(drawn);
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

    /** Whether what is shown is counted because it took too long to be laid out. */
    boolean isGivenUp() {
        return givenUp;
    }

    /** The receipts found, in their order. */
    ReadOnlyObjectProperty<List<UUID>> matchesProperty() {
        return matches.getReadOnlyProperty();
    }

    /** How far the drawing reaches. */
    ObjectProperty<Reach> reachProperty() {
        return reach;
    }

    /** What a tree is drawn as; null leaves it to its size. */
    ObjectProperty<@Nullable Detail> detailProperty() {
        return detail;
    }

    /** What the columns of a large tree stand for; null for types where its tasks are counted, else for depths. */
    ObjectProperty<@Nullable Lanes> lanesProperty() {
        return lanes;
    }

    /** How many edges above the receipt are drawn. */
    IntegerProperty upProperty() {
        return up;
    }

    /** How many edges below the receipt are drawn. */
    IntegerProperty downProperty() {
        return down;
    }

    /** Whether the view moves to what is new. */
    BooleanProperty followProperty() {
        return follow;
    }

    /** Whether the receipts stand as a table instead of the graph. */
    BooleanProperty asTableProperty() {
        return asTable;
    }

    StringProperty findProperty() {
        return find;
    }

    // ---- Reading and drawing

    private void read(UUID task) {
        scope.cancelAll();
        taskId = task;
        UUID receipt = selectedReceipt();
        if (reach.get() == Reach.RECEIPT && receipt == null) {
            reach.set(Reach.TREE);
            return;
        }
        drawing.set(null);
        inspection.set(null);
        givenUp = false;
        request = new Request(
                task,
                reach.get(),
                receipt,
                up.get(),
                down.get(),
                reach.get() == Reach.TREE ? detail.get() : null,
                lanes.get(),
                Set.of(),
                null);
        Load load = scope.load("lineage", this::draw, this::firstDrawn, this::failed);
        if (load.isRunning()) {
            screen.set(new Screen.Loading(load));
        }
    }

    /** The receipt whose surroundings are drawn, else the selected one. */
    private @Nullable UUID selectedReceipt() {
        Request asked = request;
        if (asked != null && asked.reach() == Reach.RECEIPT && reach.get() == Reach.RECEIPT) {
            return asked.receiptId();
        }
        return inspection.get() instanceof Inspection.OfReceipt it ? it.id() : null;
    }

    private void firstDrawn(Drawing drawn) {
        if (drawn.index().receipts().isEmpty() && !drawn.isOfBuckets()) {
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
        boolean large = drawn != null && (drawn.receipts() > Drawing.MOST_RECEIPTS || drawn.isOfBuckets());
        // A large one takes its time to be laid out: it grows by the clock, not with every change.
        growth = large
                ? scope.poll(PERIOD, this::draw, this::show, failure -> {})
                : scope.follow(PERIOD, this::draw, this::show, failure -> {});
    }

    /**
     * Off the FX thread. What is more than receipts can be drawn of is drawn as tasks, and what is more than that is counted. Who
     * chooses sees more of either, as long as it can be laid out in time.
     */
    private Drawing draw() {
        Request asked = Objects.requireNonNull(request);
        Drawing before = asked.before();
        if (asked.detail() == Detail.COUNTS || (before != null && before.isOfBuckets())) {
            return counted(asked, summary(asked));
        }
        boolean large = asked.detail() != null || (before != null && before.isOfTasks());
        Lineage lineage = read(asked, large ? MOST_READ : Drawing.MOST_RECEIPTS);
        if (lineage.truncated() && asked.reach() == Reach.TREE) {
            LineageSummary summary = summary(asked);
            if (summary.tasks() > Drawing.MOST_TASKS) {
                return counted(asked, summary);
            }
        }
        if (lineage.truncated() && !large) {
            lineage = read(asked, MOST_READ);
        }
        try {
            Lineage read = lineage;
            return LayoutTime.within(layoutTime, () -> laidOut(asked, read));
        } catch (LayoutTime.Over e) {
            givenUp = !Thread.currentThread().isInterrupted(); // else nobody waits for it any more
            return counted(asked, summary(asked));
        }
    }

    private Drawing laidOut(Request asked, Lineage lineage) {
        Drawing before = asked.before();
        if (before == null) {
            return Drawing.of(new ReceiptIndex(lineage), asked.collapsed(), asked.tasksIn(lineage), words);
        }
        boolean asBefore =
                isSame(before.index().lineage(), lineage) && before.collapsed().equals(asked.collapsed());
        return asBefore
                ? before
                : before.next(new ReceiptIndex(lineage), asked.collapsed(), asked.tasksIn(lineage), words);
    }

    private Lineage read(Request asked, int limit) {
        UUID receipt = asked.receiptId();
        if (asked.reach() == Reach.RECEIPT && receipt != null) {
            return reads.around().read(receipt, asked.up(), asked.down());
        }
        GetLineage.Scope wide = asked.reach() == Reach.TASK ? GetLineage.Scope.TASK : GetLineage.Scope.TREE;
        return reads.whole().read(asked.taskId(), wide, limit);
    }

    private LineageSummary summary(Request asked) {
        return reads.summary().apply(asked.taskId(), asked.countedIn());
    }

    private Drawing counted(Request asked, LineageSummary summary) {
        Drawing before = asked.before();
        return before != null && summary.equals(before.summary())
                ? before
                : Drawing.of(summary, reads.task().apply(asked.taskId()), words);
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
        if (asked != null && asked.before() != null && !asked.before().isOfBuckets()) {
            Drawing before = asked.before();
            scope.load(
                    "layout",
                    () -> before.next(before.index(), asked.collapsed(), before.tasksIn(), words),
                    this::show,
                    this::failed);
        }
    }

    private void show(Drawing drawn) {
        Request asked = request;
        if (asked == null) {
            return;
        }
        request = asked.with(asked.collapsed(), drawn);
        if (!drawn.isOfBuckets() && !drawn.collapsed().equals(asked.collapsed())) {
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
                () -> drawn == null || text.isBlank() ? List.<UUID>of() : Search.find(drawn, text),
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
