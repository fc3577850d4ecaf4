package dev.asyncgate.app.workers;

import dev.asyncgate.app.acts.Act;
import dev.asyncgate.app.acts.ActStrip;
import dev.asyncgate.app.acts.Acting;
import dev.asyncgate.app.acts.Revocation;
import dev.asyncgate.app.receipt.Pieces;
import dev.asyncgate.app.shell.Action;
import dev.asyncgate.app.shell.Command;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Gaps;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.theme.EndBadge;
import dev.asyncgate.app.theme.EndedBar;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.StateLook;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.Durations;
import dev.asyncgate.app.words.Instants;
import dev.asyncgate.app.words.ShortId;
import dev.asyncgate.app.workers.WorkerDossier.OfType;
import dev.asyncgate.lease.LeaseSpan;
import dev.asyncgate.lease.SeenWorker;
import dev.asyncgate.lease.SeenWorker.Held;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What the selected worker holds and held, how it ended, and what can be done. For the FX thread only. */
final class WorkerInspector {

    private static final double TYPE_BAR = 110;
    private static final double HISTOGRAM = 40;
    private static final int MOST_TYPES = 8;
    private static final int MOST_HELD = 6;

    private final PlaceContext context;
    private final Texts texts;
    private final WorkersViewModel viewModel;
    private final Acting acting;
    private final int mostRenewals;
    private final Pieces pieces;
    private final ActStrip strip;
    private final VBox root = new VBox();

    WorkerInspector(PlaceContext context, Acting acting, WorkersViewModel viewModel, int mostRenewals) {
        this.context = context;
        this.texts = context.texts();
        this.viewModel = viewModel;
        this.acting = acting;
        this.mostRenewals = mostRenewals;
        this.pieces = new Pieces(texts);
        this.strip = new ActStrip(context, viewModel.acts(), acting);
        root.getStyleClass().addAll(Styles.INSPECTOR, "receipt-inspector");
        root.getStylesheets()
                .addAll(
                        Pieces.stylesheet(),
                        Objects.requireNonNull(getClass().getResource("/dev/asyncgate/ui/workers/workers.css"))
                                .toExternalForm());
    }

    /** The inspector with that worker in it. */
    Parent show(WorkerDossier dossier) {
        var sections = new VBox(facts(dossier), leases(dossier));
        if (!dossier.byType().isEmpty()) {
            sections.getChildren().addAll(outcomes(dossier), renewals(dossier));
        }
        if (!dossier.lateAttempts().isEmpty()) {
            sections.getChildren().add(late(dossier));
        }
        var content = new ScrollPane(sections);
        content.setFitToWidth(true);
        content.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(content, Priority.ALWAYS);
        strip.offer(acts(dossier), ways(dossier.worker()));
        root.getChildren().setAll(head(dossier.worker()), content, strip);
        return root;
    }

    /** What can be done about the selected worker, for the palette. */
    List<Command> commands() {
        WorkerDossier dossier = viewModel.dossierProperty().get();
        return dossier == null
                ? List.of()
                : Act.commands(texts, acts(dossier), dossier.worker().worker().id());
    }

    private List<Act> acts(WorkerDossier dossier) {
        return dossier.leases().stream()
                .filter(LeaseSpan::isLive)
                .limit(1)
                .map(lease -> new Act(
                        "bolt",
                        text("revoke"),
                        acting.environment().isReadOnly() ? text("read_only") : null,
                        text("revoke_help", lease.type(), ShortId.of(lease.leaseId())),
                        () -> viewModel.acts().ask(Revocation.of(texts, acting, lease))))
                .toList();
    }

    private Node head(SeenWorker worker) {
        Label title = pieces.label(worker.worker().id(), Styles.INSPECTOR_TITLE);
        title.setGraphic(Glyphs.icon("workers", 16));
        var close = new Button(null, Glyphs.icon("close", 12));
        close.getStyleClass().addAll(Styles.FLAT, Styles.ICON_BUTTON);
        close.setAccessibleText(texts.text("receipts.close"));
        close.setOnAction(event -> viewModel.rows().select(null));
        String instance = worker.instanceId();
        String kind = worker.worker().kind().wireName();
        var head = new VBox(
                pieces.line("section-line", title, Gaps.grow(), close),
                pieces.label(
                        instance == null ? kind : text("kind_instance", kind, instance), Styles.SMALL, Styles.MUTED));
        head.getStyleClass().addAll(Styles.INSPECTOR_HEAD, "worker-head");
        return head;
    }

    private Node facts(WorkerDossier dossier) {
        SeenWorker worker = dossier.worker();
        List<Node> cells = new ArrayList<>();
        for (Held held :
                worker.holds().subList(0, Math.min(MOST_HELD, worker.holds().size()))) {
            var link = pieces.idLink(
                    held.leaseId(),
                    () -> context.navigator().go(new Destination.ShowLease(held.leaseId(), held.taskId())));
            String left = Durations.countdown(Duration.between(dossier.at(), held.expiresAt()));
            var badge = new EndBadge(
                    StateLook.ofLease("active"),
                    context.themes().paletteProperty().get());
            Label type = pieces.label(held.type(), Styles.VALUE);
            type.setMinWidth(0);
            link.setMinWidth(Region.USE_PREF_SIZE);
            Label countdown = pieces.label(left, Styles.MONO, Styles.VALUE);
            countdown.setMinWidth(Region.USE_PREF_SIZE);
            var row = new HBox(6, badge, type, link, countdown);
            row.setAlignment(Pos.CENTER_LEFT);
            add(cells, "holds", row);
        }
        if (worker.holds().isEmpty()) {
            add(cells, "holds", pieces.label(text("nothing"), Styles.VALUE, Styles.SUBTLE));
        }
        var tags = new FlowPane(4, 4);
        tags.setPrefWrapLength(200);
        worker.capabilities().forEach(it -> tags.getChildren().add(pieces.label(it, Styles.TAG)));
        add(
                cells,
                "capabilities",
                worker.capabilities().isEmpty() ? pieces.label(text("none"), Styles.VALUE, Styles.SUBTLE) : tags);
        add(cells, "seen", pieces.label(Instants.date(worker.seenAt()), Styles.VALUE, Styles.MONO));
        add(cells, "late", pieces.label(text("number", worker.lateAttempts()), Styles.VALUE, Styles.MONO));
        return pieces.keyValues(cells);
    }

    private void add(List<Node> cells, String key, Node value) {
        cells.add(pieces.key("workers.key_" + key));
        cells.add(value);
    }

    private Node leases(WorkerDossier dossier) {
        var strip = new LeaseStrip(
                dossier.leases(),
                dossier.at(),
                context.themes().paletteProperty().get());
        var axis = new HBox(
                pieces.label(
                        Instants.minute(dossier.at().minus(LeaseStrip.BACK)), Styles.MICRO, Styles.MONO, Styles.MUTED),
                Gaps.grow(),
                pieces.label(Instants.minute(dossier.at()), Styles.MICRO, Styles.MONO, Styles.MUTED));
        return pieces.section(
                "workers.leases",
                pieces.label(text("last_hour"), Styles.TINY, Styles.SUBTLE),
                new VBox(2, strip, axis));
    }

    private Node outcomes(WorkerDossier dossier) {
        var lines = new VBox();
        dossier.byType().stream()
                .limit(MOST_TYPES)
                .forEach(it -> lines.getChildren().add(outcome(it)));
        return pieces.section(
                "workers.outcomes", pieces.label(text("outcomes_note"), Styles.TINY, Styles.SUBTLE), lines);
    }

    private Node outcome(OfType it) {
        Label name = pieces.label(it.type(), Styles.SMALL);
        name.setMinWidth(0);
        HBox.setHgrow(name, Priority.ALWAYS);
        name.setMaxWidth(Double.MAX_VALUE);
        Label failed = pieces.label(text("whole_percent", it.failed()), Styles.MONO, Styles.SMALL, "outcome-number");
        if (it.failed() >= 10) {
            failed.getStyleClass().add(Styles.BAD);
        }
        return pieces.line(
                "receipt-line",
                name,
                new EndedBar(it.ended(), TYPE_BAR),
                pieces.label(text("number", it.leases()), Styles.MONO, Styles.SMALL, "outcome-number"),
                failed);
    }

    private Node renewals(WorkerDossier dossier) {
        List<Integer> counts = dossier.renewals(mostRenewals);
        int highest = Math.max(1, Collections.max(counts));
        var bars = new HBox(4);
        bars.setAlignment(Pos.BOTTOM_LEFT);
        for (int i = 0; i < counts.size(); i++) {
            var bar = new Region();
            bar.getStyleClass().add(i == mostRenewals ? "renewals-all" : "renewals-bar");
            double height = Math.max(1, HISTOGRAM * counts.get(i) / highest);
            bar.setMinHeight(height);
            bar.setMaxHeight(height);
            var column = new VBox(2, bar, pieces.label(Integer.toString(i), Styles.MICRO, Styles.MONO, Styles.MUTED));
            column.setAlignment(Pos.BOTTOM_CENTER);
            column.setPrefWidth(0);
            HBox.setHgrow(column, Priority.ALWAYS);
            bars.getChildren().add(column);
        }
        int used = counts.getLast();
        Label note = pieces.sentence(text("renewals_note", used, mostRenewals), Styles.SMALL, Styles.MUTED);
        return pieces.section(
                "workers.renewals",
                pieces.label(text("renewals_limit", mostRenewals), Styles.TINY, Styles.SUBTLE),
                new VBox(6, bars, note));
    }

    private Node late(WorkerDossier dossier) {
        List<LeaseSpan.LateAttempt> late = dossier.lateAttempts();
        LeaseSpan.LateAttempt last = late.getLast();
        var words = new VBox(
                pieces.sentence(text("refused", late.size()), Styles.MEDIUM),
                pieces.sentence(
                        text("refused_last", last.operation(), Instants.second(last.at()), last.code()), Styles.SMALL));
        HBox.setHgrow(words, Priority.ALWAYS);
        var box = new HBox(Glyphs.icon("warn", 13), words);
        box.getStyleClass().addAll(Styles.NOTE, Styles.NOTE_WARN);
        var section = new VBox(box);
        section.getStyleClass().add(Styles.SECTION);
        return section;
    }

    private List<Action> ways(SeenWorker worker) {
        return List.of(Action.of(
                text("show_in_leases"),
                () -> context.navigator()
                        .go(new Destination.ShowLeasesOf(worker.worker().id()))));
    }

    private String text(String key, Object... values) {
        return texts.text("workers." + key, values);
    }
}
