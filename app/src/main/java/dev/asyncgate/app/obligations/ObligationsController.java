package dev.asyncgate.app.obligations;

import dev.asyncgate.app.export.ExportBar;
import dev.asyncgate.app.export.SavePrompt;
import dev.asyncgate.app.receipt.Pieces;
import dev.asyncgate.app.rows.ChoiceMenu;
import dev.asyncgate.app.rows.Column;
import dev.asyncgate.app.rows.Folds;
import dev.asyncgate.app.rows.RowItem;
import dev.asyncgate.app.rows.RowsContent;
import dev.asyncgate.app.rows.RowsTable;
import dev.asyncgate.app.shell.Action;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Figures;
import dev.asyncgate.app.shell.Messages;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.app.shell.Segments;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.words.Durations;
import dev.asyncgate.app.words.Instants;
import dev.asyncgate.app.words.Principals;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.receipt.CountObligations;
import dev.asyncgate.receipt.ExplainedObligation;
import dev.asyncgate.receipt.ObligationCounts;
import dev.asyncgate.receipt.ObligationCounts.Owner;
import dev.asyncgate.receipt.ObligationCounts.Reason;
import dev.asyncgate.receipt.ReceiptType;
import dev.asyncgate.receipt.Why;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TableCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Ties the place's FXML to its view-model. For the FX thread only. */
@SuppressWarnings("NullAway.Init") // the loader fills the fields
final class ObligationsController {

    private final PlaceContext context;
    private final ObligationsViewModel viewModel;
    private final SavePrompt prompt;
    private final WhyWords words;
    private final Pieces pieces;
    private final RowsTable<Line> table;
    private Map<Principal, Long> openOf = Map.of();

    @FXML
    private VBox root;

    @FXML
    private Label total;

    @FXML
    private Label oldest;

    @FXML
    private MenuButton exportMenu;

    @FXML
    private HBox tools;

    @FXML
    private MenuButton ownerMenu;

    @FXML
    private MenuButton reasonMenu;

    @FXML
    private HBox groupings;

    private final Figures figures = new Figures();
    private ChoiceMenu<Principal> owners;
    private Segments<Boolean> states;

    ObligationsController(PlaceContext context, ObligationsViewModel viewModel, SavePrompt prompt) {
        this.context = context;
        this.viewModel = viewModel;
        this.prompt = prompt;
        this.words = new WhyWords(context.texts());
        this.pieces = new Pieces(context.texts());
        this.table = new RowsTable<>(text("table"), viewModel.rows(), columns());
        table.fold(new Folding());
    }

    @FXML
    void initialize() {
        states = new Segments<>(
                List.of(false, true),
                discharged -> text(discharged ? "discharged_ones" : "open_ones"),
                discharged -> show(query().with(discharged)));
        tools.getChildren().addFirst(states);
        var by = new Segments<>(List.of(Grouping.values()), it -> text("by." + it.name()), it -> show(query().by(it)));
        groupings.getChildren().add(by);
        owners = new ChoiceMenu<>(
                ownerMenu, text("principal"), text("anyone"), this::nameOf, owner -> show(query().owedTo(owner)));
        var reasons = new ChoiceMenu<Reason>(
                reasonMenu,
                text("why"),
                text("any_reason"),
                reason -> text("figure." + reason.wireName()),
                reason -> show(query().because(reason)));
        reasons.offer(List.of(Reason.values()));
        reasonMenu.managedProperty().bind(reasonMenu.visibleProperty());
        var exportBar = new ExportBar(context, viewModel.export());
        exportBar.fill(exportMenu, prompt, viewModel::exportable);
        root.getChildren()
                .addAll(
                        exportBar,
                        figures,
                        new RowsContent(context, viewModel.rows(), table.node(), this::empty, this::filtered));
        figures.managedProperty().bind(figures.visibleProperty());
        viewModel.rows().queryProperty().subscribe(query -> {
            states.tell(query.discharged());
            by.tell(query.by());
            owners.tell(query.owner());
            reasons.tell(query.reason());
            reasonMenu.setVisible(!query.discharged());
            figures.setVisible(!query.discharged());
            groupings.setVisible(!query.discharged() && query.owner() == null && query.reason() == null);
            table.node().getColumns().getLast().setText(text(query.discharged() ? "column_how" : "column_why"));
        });
        viewModel.countsProperty().subscribe(this::tell);
        viewModel.rows().nowProperty().subscribe(ignored -> tellOldest());
    }

    void takeFocus() {
        table.takeFocus();
    }

    void focusFilter() {
        ownerMenu.requestFocus();
        ownerMenu.show();
    }

    private ObligationQuery query() {
        return viewModel.rows().queryProperty().get();
    }

    private void show(ObligationQuery query) {
        viewModel.rows().show(query);
    }

    // ---- figures

    private void tell(@Nullable ObligationCounts counts) {
        if (counts == null) {
            return;
        }
        openOf = counts.owners().stream().collect(Collectors.toMap(Owner::principal, Owner::open));
        owners.offer(counts.owners().stream().map(Owner::principal).toList());
        owners.tell(query().owner());
        long discharged = viewModel.dischargedProperty().get();
        String closed = discharged > CountObligations.MOST_DISCHARGED
                ? text("discharged_more", CountObligations.MOST_DISCHARGED)
                : text("discharged_count", discharged);
        states.reword(isDischarged -> isDischarged ? closed : text("open_count", counts.total()));
        total.setText(text("total", counts.total()));
        tellOldest();
        figures.tell(Stream.of(Reason.values())
                .map(reason -> figure(reason, counts.of(reason)))
                .toList());
        table.node().refresh();
    }

    private void tellOldest() {
        ObligationCounts counts = viewModel.countsProperty().get();
        oldest.setText(
                counts == null || counts.oldest() == null
                        ? ""
                        : text("oldest", Durations.words(Duration.between(counts.oldest(), now()))));
    }

    private Figures.Figure figure(Reason reason, long count) {
        boolean suspect = reason == Reason.UNPROVEN || reason == Reason.BLOCKED;
        return new Figures.Figure(
                text("number", count),
                text("figure." + reason.wireName()),
                text("figure." + reason.wireName() + ".note"),
                suspect && count > 0 ? Styles.WARN : "");
    }

    private String nameOf(Principal principal) {
        Long open = openOf.get(principal);
        return open == null ? Principals.of(principal) : text("owner", Principals.of(principal), open);
    }

    // ---- rows

    private List<Column<Line>> columns() {
        return List.of(
                Column.of(text("column_bar"), 124, this::paintAgeBar, "first"),
                Column.<Line>of(text("column_age"), 72, owed(this::paintAge), Styles.MONO, "align-right")
                        .ticks(),
                Column.of(text("column_owner"), 150, this::paintOwner),
                Column.of(text("column_type"), 150, owed(this::paintType)),
                Column.of(text("column_task"), 92, owed(this::paintTask), Styles.MONO),
                Column.of(text("column_state"), 112, owed(this::paintState)),
                Column.<Line>of(text("column_why"), 190, owed(this::paintWhy), Styles.MUTED)
                        .ticks());
    }

    /** Of an obligation's line; a heading says everything in its first column. */
    private static Column.Painter<Line> owed(BiConsumer<TableCell<RowItem<Line>, Line>, ExplainedObligation> painter) {
        return (cell, line) -> {
            if (line instanceof Line.Owed(var explained)) {
                painter.accept(cell, explained);
            }
        };
    }

    private void paintAgeBar(TableCell<RowItem<Line>, Line> cell, Line line) {
        switch (line) {
            case Line.Group group -> paintHeading(cell, group);
            case Line.Others(var open) -> cell.setText(text("total", open));
            case Line.Owed(var it) ->
                cell.setGraphic(new AgeBar(openFor(it), it.why().open()));
        }
    }

    /** As wide as it is, over the columns to its right, which are empty. */
    private void paintHeading(TableCell<RowItem<Line>, Line> cell, Line.Group group) {
        boolean folded = query().folds(group);
        var name = pieces.label(name(group), Styles.SMALL, Styles.MEDIUM);
        name.setGraphic(Glyphs.icon(folded ? "right" : "down", 12));
        Label open = pieces.label(open(group).map(many -> text("number", many)).orElse(""), Styles.COUNT);
        for (Label each : List.of(name, open)) {
            each.setMinWidth(Region.USE_PREF_SIZE);
        }
        cell.setGraphic(pieces.line("heading-line", name, open));
        cell.setAccessibleText(text(folded ? "heading_folded" : "heading", name.getText(), open.getText()));
    }

    private String name(Line.Group group) {
        return switch (group) {
            case Line.Heading(var age) -> text("age." + age.name());
            case Line.OfOwner(var owner, var open) -> Principals.of(owner);
            case Line.OfType(var type, var open) -> type.isEmpty() ? text("figure.schedules") : type;
        };
    }

    /** How much of it is open; empty where that has not been counted. */
    private Optional<Long> open(Line.Group group) {
        return switch (group) {
            case Line.Heading(var age) -> {
                ObligationCounts counts = viewModel.countsProperty().get();
                boolean narrowed = query().owner() != null || query().asked() != null;
                yield counts == null || narrowed
                        ? Optional.empty()
                        : Optional.of(counts.byAge().getOrDefault(age, 0L));
            }
            case Line.OfOwner(var owner, var open) -> Optional.of(openOf.getOrDefault(owner, open));
            case Line.OfType(var type, var open) -> Optional.of(open);
        };
    }

    private void paintOwner(TableCell<RowItem<Line>, Line> cell, Line line) {
        switch (line) {
            case Line.Others it -> cell.setText(text("others"));
            case Line.Owed(var it) -> cell.setText(Principals.of(it.obligation().to()));
            case Line.Group it -> {}
        }
    }

    private void paintTask(TableCell<RowItem<Line>, Line> cell, ExplainedObligation it) {
        UUID task = it.obligation().taskId();
        if (task != null) {
            cell.setGraphic(link(task, new Destination.ShowTask(task)));
        }
    }

    /** The keys stay with the rows. */
    private Node link(UUID id, Destination to) {
        Button link = pieces.idLink(id, () -> context.navigator().go(to));
        link.setFocusTraversable(false);
        return link;
    }

    private void paintType(TableCell<RowItem<Line>, Line> cell, ExplainedObligation it) {
        cell.setText(it.taskType());
    }

    private Duration openFor(ExplainedObligation it) {
        Instant end = it.why() instanceof Why.Discharged discharged ? discharged.at() : now();
        return Duration.between(it.obligation().createdAt(), end);
    }

    private void paintAge(TableCell<RowItem<Line>, Line> cell, ExplainedObligation it) {
        cell.setText(Durations.age(openFor(it)));
    }

    private void paintState(TableCell<RowItem<Line>, Line> cell, ExplainedObligation it) {
        String status = it.status();
        cell.setText(status == null ? text("schedule") : status);
        cell.setGraphic(status == null ? Glyphs.receipt("schedule.created", 12) : Glyphs.state(status, 12));
    }

    private void paintWhy(TableCell<RowItem<Line>, Line> cell, ExplainedObligation it) {
        UUID task = it.obligation().taskId();
        if (it.why() instanceof Why.Discharged(UUID end, ReceiptType type, Instant at)) {
            var proof = pieces.line("proof-line", pieces.label(type.wireName()), pieces.label(Instants.second(at)));
            if (task != null) {
                proof.getChildren().add(1, link(end, new Destination.ShowReceipt(end, task)));
            }
            cell.setGraphic(proof);
        } else {
            cell.setText(words.brief(it.why(), now()));
        }
        if (it.why().wantsSomebody()) {
            cell.getStyleClass().add(Styles.WARN);
        }
    }

    private final class Folding implements Folds<Line> {

        @Override
        public boolean isHeading(Line row) {
            return row instanceof Line.Group;
        }

        @Override
        public boolean isFolded(Line heading) {
            return heading instanceof Line.Group group && query().folds(group);
        }

        @Override
        public void turn(Line heading) {
            if (heading instanceof Line.Group group) {
                viewModel.turn(group);
                table.node().refresh();
            }
        }
    }

    private Instant now() {
        return viewModel.rows().nowProperty().get();
    }

    // ---- messages

    private Region empty() {
        if (query().discharged()) {
            return Messages.empty(
                    "obligations",
                    text("none_discharged"),
                    text("none_discharged_text"),
                    Action.of(text("show_open"), () -> show(query().with(false))));
        }
        return Messages.empty(
                "obligations",
                text("empty"),
                text("empty_text"),
                Action.primary(text("submit"), () -> context.navigator().go(new Destination.SubmitTask(null))),
                Action.of(text("run_demo"), () -> context.navigator().go(new Destination.ShowPlace(PlaceId.DEMO))));
    }

    private Region filtered() {
        ObligationQuery query = query();
        String to = query.owner() == null ? text("anyone") : Principals.of(query.owner());
        Reason reason = query.asked();
        String words = reason != null
                ? text("filtered_why", to, text("figure." + reason.wireName()))
                : text(query.discharged() ? "filtered_discharged" : "filtered", to);
        return Messages.filteredToNothing(
                context.texts(), words, () -> show(query().owedTo(null).because(null)));
    }

    private String text(String key, Object... values) {
        return context.texts().text("obligations." + key, values);
    }
}
