package dev.asyncgate.app.overview;

import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Destination.ShowFiltered;
import dev.asyncgate.app.shell.Destination.ShowPlace;
import dev.asyncgate.app.shell.Gaps;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.StateLook;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.Durations;
import dev.asyncgate.app.words.Instants;
import dev.asyncgate.app.words.ShortId;
import dev.asyncgate.audit.AuditEvent;
import dev.asyncgate.overview.Overview;
import dev.asyncgate.overview.Overview.ExpiringLease;
import dev.asyncgate.overview.Overview.Slot;
import dev.asyncgate.overview.Overview.TypeLine;
import dev.asyncgate.overview.Overview.WorkerLine;
import dev.asyncgate.receipt.ObligationCounts.Age;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.RowConstraints;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The cards of the overview. Each leads to the list behind it. For the FX thread only. */
final class Board {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int TYPES = 6;

    private final PlaceContext context;
    private final Texts texts;
    private final Map<TaskStatus, Tile> tiles = new EnumMap<>(TaskStatus.class);
    private final EndedChart ended;
    private final TookChart took;
    private final SlotTable slots;
    private final Label endedTitle = label("", "card-title");
    private final VBox expiring = lines();
    private final VBox obligations = lines();
    private final VBox anomalies = lines();
    private final VBox workers = lines();
    private final VBox types = lines();
    private final VBox people = lines();
    private final Button allObligations;
    private final Button allAnomalies;
    private final Button allWorkers;
    private final VBox root = new VBox();

    Board(PlaceContext context) {
        this.context = context;
        this.texts = context.texts();
        this.ended = new EndedChart(context.themes(), texts);
        this.took = new TookChart(context.themes(), texts);
        this.slots = new SlotTable(texts);
        this.allObligations = link("", new ShowPlace(PlaceId.OBLIGATIONS));
        this.allAnomalies = link("", new ShowPlace(PlaceId.ANOMALIES));
        this.allWorkers = link("", new ShowPlace(PlaceId.WORKERS));
        for (TaskStatus status : TaskStatus.values()) {
            tiles.put(status, new Tile(status));
        }
        root.getStyleClass().add("overview");
        root.getChildren()
                .setAll(
                        row(tiles.values().stream().map(Tile::card).toList(), 1, 1, 1, 1, 1, 1),
                        row(List.of(endedCard(), tookCard()), 1, 1),
                        row(
                                List.of(
                                        card(
                                                text("expiring"),
                                                link(text("open_leases"), new ShowPlace(PlaceId.LEASES)),
                                                expiring),
                                        card(text("obligations"), allObligations, obligations),
                                        card(text("anomalies"), allAnomalies, anomalies),
                                        card(text("workers"), allWorkers, workers)),
                                302,
                                287,
                                287,
                                315),
                        row(
                                List.of(
                                        card(
                                                text("types"),
                                                link(text("open_tasks"), new ShowPlace(PlaceId.TASKS)),
                                                types),
                                        card(
                                                text("people"),
                                                link(text("open_audit"), new ShowPlace(PlaceId.AUDIT)),
                                                people)),
                                822,
                                393),
                        slots.node());
    }

    Parent view() {
        return root;
    }

    void show(Overview overview, Instant now) {
        tiles.values().forEach(tile -> tile.show(overview));
        endedTitle.setText(text("ended." + overview.range().name().toLowerCase(Locale.ROOT)));
        ended.show(overview);
        took.show(overview);
        slots.show(overview.slots());
        showObligations(overview);
        showAnomalies(overview);
        showWorkers(overview);
        showTypes(overview);
        showPeople(overview);
        tick(overview, now);
    }

    /** What moves with the clock. */
    void tick(Overview overview, Instant now) {
        expiring.getChildren()
                .setAll(
                        overview.expiring().isEmpty()
                                ? List.of(nothing("no_leases"))
                                : overview.expiring().stream()
                                        .map(lease -> lease(lease, now))
                                        .toList());
    }

    // ---- tiles

    /** A state: how many tasks are in it, how that went, and what is remarkable. */
    private final class Tile {

        private final TaskStatus status;
        private final Label number = label("", Styles.FIGURE);
        private final Label note = label("", Styles.SMALL, Styles.MUTED);
        private final Sparkline sparkline;
        private final VBox card;

        Tile(TaskStatus status) {
            this.status = status;
            this.sparkline = new Sparkline(context.themes(), StateLook.of(status));
            var word = label(status.wireName(), Styles.SMALL);
            word.setGraphic(Glyphs.state(status.wireName(), 12));
            var head = new HBox(word, Gaps.grow(), Glyphs.icon("right", 12));
            head.setAlignment(Pos.CENTER_LEFT);
            number.setMinWidth(Region.USE_PREF_SIZE);
            var middle = new HBox(4, number, Gaps.grow(), sparkline);
            middle.setAlignment(Pos.CENTER_LEFT);
            card = Links.to(
                    new VBox(head, middle, note),
                    text("tile", status.wireName()),
                    () -> go(new ShowFiltered(PlaceId.TASKS, "status:" + status.wireName())));
            card.getStyleClass().addAll(Styles.CARD, "overview-tile");
        }

        Node card() {
            return card;
        }

        void show(Overview overview) {
            number.setText(number(overview.measures().count(status)));
            note.setText(note(overview));
            sparkline.show(overview.slots().stream().map(this::value).toList());
        }

        private @Nullable Long value(Slot slot) {
            if (status.isTerminal()) {
                return slot.ended(status);
            }
            Map<TaskStatus, Long> open = slot.open();
            return open == null ? null : Objects.requireNonNullElse(open.get(status), 0L);
        }

        private String note(Overview overview) {
            long inRange = overview.ended(status);
            TypeLine most = overview.most(status);
            return switch (status) {
                case QUEUED ->
                    overview.measures().oldestEligibleAge().isZero()
                            ? text("none_eligible")
                            : text(
                                    "oldest_eligible",
                                    Durations.age(overview.measures().oldestEligibleAge()));
                case LEASED ->
                    overview.notStarted() == 0 ? text("all_starting") : text("not_started", overview.notStarted());
                case RUNNING -> text("on_workers", overview.workersRunning(), overview.workersSeen());
                case SUCCEEDED, CANCELED -> text("in_range", inRange, lately(overview));
                case FAILED ->
                    inRange == 0 || most == null
                            ? text("in_range", inRange, lately(overview))
                            : text("most_failed", most.ended(TaskStatus.FAILED), inRange, most.type());
            };
        }
    }

    // ---- charts

    private VBox endedCard() {
        var head = new HBox(endedTitle, Gaps.grow());
        for (TaskStatus status : EndedChart.STACK) {
            var mark = new Region();
            mark.getStyleClass().addAll("legend-mark", "ended-" + status.wireName());
            head.getChildren().add(legend(mark, status.wireName()));
        }
        return chartCard(head, ended);
    }

    private VBox tookCard() {
        var head = new HBox(label(text("took"), "card-title"), Gaps.grow());
        for (String percentile : List.of("p50", "p95", "p99")) {
            var mark = new Region();
            mark.getStyleClass().addAll("legend-line", percentile);
            head.getChildren().add(legend(mark, percentile));
        }
        return chartCard(head, took);
    }

    private VBox chartCard(HBox head, Chart chart) {
        head.getStyleClass().add("card-head");
        VBox.setVgrow(chart, Priority.ALWAYS);
        var card = new VBox(head, chart);
        card.getStyleClass().addAll(Styles.CARD, "overview-card");
        return card;
    }

    private static HBox legend(Node mark, String word) {
        var legend = new HBox(mark, label(word, Styles.SMALL, Styles.MUTED));
        legend.getStyleClass().add("legend");
        return legend;
    }

    // ---- lists

    private Node lease(ExpiringLease lease, Instant now) {
        Duration left = Duration.between(now, lease.expiresAt());
        var countdown = label(
                left.isNegative() ? text("over") : Durations.countdown(left), Styles.MONO, Styles.SMALL, "line-end");
        if (left.compareTo(SOON) < 0) {
            countdown.getStyleClass().addAll(Styles.WARN, Styles.BOLD);
        }
        var mark = new Region();
        mark.getStyleClass().addAll("live-mark", lease.started() ? "started" : "claimed");
        return line(
                text("lease_line", lease.type(), lease.workerId()),
                new Destination.ShowLease(lease.leaseId(), lease.taskId()),
                mark,
                grown(label(lease.type(), Styles.SMALL, "lease-type")),
                label(lease.workerId(), Styles.MONO, Styles.SMALL, Styles.MUTED, "lease-worker"),
                countdown);
    }

    private void showObligations(Overview overview) {
        allObligations.setText(text("open_all", overview.obligations().total()));
        Map<Age, Long> byAge = overview.obligations().byAge();
        long most = byAge.values().stream().mapToLong(Long::longValue).max().orElse(0);
        List<Node> nodes = new ArrayList<>();
        List.of(Age.values()).reversed().forEach(age -> {
            long count = byAge.getOrDefault(age, 0L);
            boolean old = age == Age.DAY || age == Age.HOURS;
            String words = text("age." + age.name().toLowerCase(Locale.ROOT));
            var bar = new StackBar(
                    List.of(new StackBar.Part(old ? "age-old" : "age-young", count)),
                    most == 0 ? 0 : (double) count / most);
            HBox.setHgrow(bar, Priority.ALWAYS);
            var name = label(words, Styles.SMALL, Styles.MUTED, "age-name");
            nodes.add(line(
                    text("obligation_line", words, count),
                    new ShowPlace(PlaceId.OBLIGATIONS),
                    name,
                    bar,
                    label(number(count), Styles.MONO, Styles.SMALL, "line-end")));
        });
        if (overview.obligations().unproven() > 0) {
            var mark = Glyphs.icon("obligations", 13);
            mark.getStyleClass().add("icon-warn");
            HBox note = line(
                    text("unproven", overview.obligations().unproven()),
                    new ShowPlace(PlaceId.OBLIGATIONS),
                    mark,
                    label(text("unproven", overview.obligations().unproven()), Styles.SMALL));
            note.getStyleClass().add("card-foot");
            nodes.add(Gaps.grow());
            nodes.add(note);
        }
        obligations.getChildren().setAll(nodes);
    }

    private void showAnomalies(Overview overview) {
        allAnomalies.setText(text("open_all", overview.anomaliesInRange()));
        Instant now = overview.measures().at();
        anomalies
                .getChildren()
                .setAll(
                        overview.anomalies().isEmpty()
                                ? List.of(nothing("no_anomalies"))
                                : overview.anomalies().stream()
                                        .limit(4)
                                        .map(receipt -> anomaly(receipt, now))
                                        .toList());
    }

    private Node anomaly(Receipt receipt, Instant now) {
        String kind = receipt.body().node().path("kind").asString("");
        var mark = Glyphs.icon("anomalies", 14);
        mark.getStyleClass().add("icon-warn");
        var about = receipt.taskId() == null ? "" : text("about_task", ShortId.of(receipt.taskId()));
        var words = new VBox(label(kind, Styles.SMALL), label(about, Styles.TINY, Styles.MUTED));
        words.setAlignment(Pos.CENTER_LEFT);
        HBox line = line(
                kind,
                new ShowFiltered(PlaceId.ANOMALIES, "kind:" + kind),
                mark,
                grown(words),
                label(
                        Durations.age(Duration.between(receipt.createdAt(), now)),
                        Styles.MONO,
                        Styles.SMALL,
                        Styles.MUTED));
        line.getStyleClass().add("two-lines");
        return line;
    }

    private void showWorkers(Overview overview) {
        allWorkers.setText(text("open_all", overview.workersSeen()));
        Instant now = overview.measures().at();
        workers.getChildren()
                .setAll(
                        overview.workers().isEmpty()
                                ? List.of(nothing("no_workers"))
                                : overview.workers().stream()
                                        .map(worker -> worker(worker, now))
                                        .toList());
    }

    private Node worker(WorkerLine worker, Instant now) {
        var bar = new StackBar(
                List.of(
                        new StackBar.Part("ended-succeeded", worker.completed()),
                        new StackBar.Part("ended-failed", worker.troubled()),
                        new StackBar.Part("ended-expired", worker.lost())),
                1);
        HBox.setHgrow(bar, Priority.ALWAYS);
        boolean busy = worker.live() > 0;
        Duration since = Duration.between(worker.seenAt(), now);
        return line(
                text("worker_line", worker.workerId(), worker.live()),
                new ShowPlace(PlaceId.WORKERS),
                label(worker.workerId(), Styles.MONO, Styles.SMALL, "worker-name"),
                bar,
                label(busy ? text("live", worker.live()) : text("idle"), Styles.SMALL, Styles.MUTED, "worker-live"),
                label(busy ? text("now") : Durations.age(since), Styles.SMALL, Styles.MUTED, "line-end"));
    }

    private void showTypes(Overview overview) {
        var grid = new GridPane();
        grid.getStyleClass().add("type-grid");
        String[] titles = {
            text("type"),
            text("queued"),
            text("running"),
            text("ended_in", lately(overview)),
            text("failed"),
            text("p95"),
            text("oldest")
        };
        double[] widths = {24, 9, 9, 31, 8, 10, 9};
        for (int i = 0; i < titles.length; i++) {
            var column = new ColumnConstraints();
            column.setPercentWidth(widths[i]);
            grid.getColumnConstraints().add(column);
            grid.add(cell(label(titles[i], Styles.TINY, Styles.MUTED), i), i, 0);
        }
        List<TypeLine> lines = overview.types().stream().limit(TYPES).toList();
        long most = lines.stream()
                .map(TypeLine::endedInAll)
                .max(Comparator.naturalOrder())
                .orElse(0L);
        for (int row = 0; row < lines.size(); row++) {
            addType(grid, row + 1, lines.get(row), most, overview.measures().at());
        }
        types.getChildren().setAll(lines.isEmpty() ? nothing("no_types") : grid);
    }

    private void addType(GridPane grid, int row, TypeLine line, long most, Instant now) {
        long all = line.endedInAll();
        long failed = line.ended(TaskStatus.FAILED);
        var name = Links.to(
                label(line.type(), Styles.SMALL),
                text("type_line", line.type()),
                () -> go(new ShowFiltered(PlaceId.TASKS, "type:" + line.type())));
        var bar = new StackBar(
                List.of(
                        new StackBar.Part("ended-succeeded", line.ended(TaskStatus.SUCCEEDED)),
                        new StackBar.Part("ended-failed", failed),
                        new StackBar.Part("ended-canceled", line.ended(TaskStatus.CANCELED))),
                most == 0 ? 0 : (double) all / most);
        var share =
                label(all == 0 ? "–" : text("percent", 100.0 * failed / all), Styles.MONO, Styles.SMALL, Styles.MUTED);
        if (failed * 10 >= all && failed > 0) {
            share.getStyleClass().add(Styles.BAD);
        }
        Instant oldest = line.oldestEligibleAt();
        Node[] cells = {
            name,
            label(number(line.queued()), Styles.MONO, Styles.SMALL),
            label(number(line.running()), Styles.MONO, Styles.SMALL),
            bar,
            share,
            label(TookChart.said(line.took().percentile(0.95)), Styles.MONO, Styles.SMALL),
            label(
                    oldest == null ? "–" : Durations.age(Duration.between(oldest, now)),
                    Styles.MONO,
                    Styles.SMALL,
                    Styles.MUTED)
        };
        for (int i = 0; i < cells.length; i++) {
            grid.add(cell(cells[i], i), i, row);
        }
    }

    private static Node cell(Node content, int column) {
        var cell = new HBox(content);
        HBox.setHgrow(content, Priority.ALWAYS);
        cell.getStyleClass().add("type-cell");
        cell.setAlignment(column == 0 || column == 3 ? Pos.CENTER_LEFT : Pos.CENTER_RIGHT);
        if (content instanceof Label && column != 0) {
            HBox.setHgrow(content, Priority.NEVER);
        }
        return cell;
    }

    private void showPeople(Overview overview) {
        people.getChildren()
                .setAll(
                        overview.people().isEmpty()
                                ? List.of(nothing("no_people"))
                                : overview.people().stream().map(this::deed).toList());
    }

    private Node deed(AuditEvent event) {
        String who = event.actorKind() + ":" + event.actorId();
        String what =
                Objects.requireNonNullElse(event.subject(), event.taskId() == null ? "" : ShortId.of(event.taskId()));
        String done = texts.bundle().containsKey("overview.did." + event.operation())
                ? text("did." + event.operation(), what).strip()
                : (event.operation() + " " + what).strip();
        Destination to = event.taskId() == null
                ? new ShowFiltered(PlaceId.AUDIT, "operation:" + event.operation())
                : new Destination.ShowTask(event.taskId());
        return line(
                who + " " + done,
                to,
                label(Instants.minute(event.at()), Styles.MONO, Styles.SMALL, Styles.MUTED),
                label(who, Styles.SMALL, Styles.MUTED),
                grown(label(done, Styles.SMALL)));
    }

    // ---- parts

    private VBox card(String title, Node aside, VBox content) {
        var head = new HBox(label(title, "card-title"), Gaps.grow(), aside);
        head.getStyleClass().add("card-head");
        VBox.setVgrow(content, Priority.ALWAYS);
        var card = new VBox(head, content);
        card.getStyleClass().addAll(Styles.CARD, "overview-card");
        return card;
    }

    private HBox line(String name, Destination to, Node... parts) {
        HBox line = Links.to(new HBox(parts), name, () -> go(to));
        line.getStyleClass().add("overview-line");
        return line;
    }

    private Label nothing(String key) {
        return label(text(key), Styles.SMALL, Styles.SUBTLE, "card-nothing");
    }

    private Button link(String words, Destination to) {
        var link = new Button(words);
        link.getStyleClass().add(Styles.LINK);
        link.setMinWidth(Region.USE_PREF_SIZE);
        link.setOnAction(event -> go(to));
        return link;
    }

    /** Cards beside each other, as wide as their weights say, all as high as the highest. */
    private static GridPane row(List<? extends Node> cards, double... weights) {
        var row = new GridPane();
        row.getStyleClass().add("overview-row");
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        var height = new RowConstraints();
        height.setFillHeight(true);
        height.setVgrow(Priority.ALWAYS);
        row.getRowConstraints().add(height);
        for (int i = 0; i < cards.size(); i++) {
            var column = new ColumnConstraints();
            column.setPercentWidth(100 * weights[i] / sum);
            row.getColumnConstraints().add(column);
            row.add(cards.get(i), i, 0);
        }
        return row;
    }

    private static VBox lines() {
        var lines = new VBox();
        lines.getStyleClass().add("overview-lines");
        return lines;
    }

    private static <R extends Region> R grown(R region) {
        region.setMinWidth(0);
        region.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(region, Priority.ALWAYS);
        return region;
    }

    private static Label label(String text, String... styles) {
        var label = new Label(text);
        label.getStyleClass().addAll(styles);
        return label;
    }

    private String lately(Overview overview) {
        return text("lately." + overview.range().name().toLowerCase(Locale.ROOT));
    }

    private String number(long number) {
        return texts.text("status.number", number);
    }

    private void go(Destination to) {
        context.navigator().go(to);
    }

    private String text(String key, Object... values) {
        return texts.text("overview." + key, values);
    }
}
