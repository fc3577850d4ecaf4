package dev.asyncgate.app.receipt;

import dev.asyncgate.app.acts.Act;
import dev.asyncgate.app.acts.ActStrip;
import dev.asyncgate.app.acts.Acting;
import dev.asyncgate.app.acts.ActsViewModel;
import dev.asyncgate.app.shell.Action;
import dev.asyncgate.app.shell.Command;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Gaps;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.Instants;
import dev.asyncgate.app.words.Principals;
import dev.asyncgate.app.words.ShortId;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.receipt.Lineage.LineageTask;
import dev.asyncgate.receipt.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What the inspector shows of one receipt, in whichever place it was selected. For the FX thread only. */
public final class ReceiptPane {

    private final PlaceContext context;
    private final Texts texts;
    private final Host host;
    private final Pieces pieces;
    private final ProofSection proofs;
    private final ActStrip strip;
    private final WaiveAct waive;
    private final VBox root = new VBox();
    private final ScrollPane content = new ScrollPane();
    private final DeliveryViewModel delivery;
    private final DeliverySection deliveries;
    private Tab tab = Tab.RECEIPT;
    private @Nullable InspectedReceipt shown;

    private enum Tab {
        RECEIPT,
        BODY,
        DELIVERY
    }

    /** What it asks of the place that it stands in. */
    public interface Host {

        /** Another receipt is to be inspected; null for none. */
        void select(@Nullable UUID receiptId);

        /** What is done about the selected receipt. */
        ActsViewModel acts();

        /** What the place offers at the foot of a receipt. */
        List<Action> offers(Receipt receipt);
    }

    /** {@code delivers}: whether a ReceiptGate is set up. */
    public ReceiptPane(PlaceContext context, Acting acting, Inspector inspector, boolean delivers, Host host) {
        this.context = context;
        this.texts = context.texts();
        this.host = host;
        this.pieces = new Pieces(texts);
        this.strip = new ActStrip(context, host.acts(), acting);
        this.waive = new WaiveAct(texts, acting, host.acts());
        this.proofs = new ProofSection(texts, pieces, host::select, context.clock());
        this.delivery = new DeliveryViewModel(context.background(), inspector, delivers);
        this.deliveries = new DeliverySection(texts, pieces, acting, host.acts());
        delivery.toldProperty().subscribe(ignored -> fill());
        host.acts().toldProperty().subscribe(ignored -> lookAtDelivery());
        root.getStyleClass().addAll(Styles.INSPECTOR, "receipt-inspector");
        root.getStylesheets().add(Pieces.stylesheet());
        content.setFitToWidth(true);
        VBox.setVgrow(content, Priority.ALWAYS);
    }

    public Parent view() {
        return root;
    }

    /** What can be done about a receipt now, for the palette. */
    public List<Command> commands(InspectedReceipt it) {
        return Act.commands(texts, acts(it), ShortId.of(it.id()));
    }

    /** Shows it. */
    public void show(InspectedReceipt it) {
        Receipt receipt = it.receipt();
        shown = it;
        lookAtDelivery();
        fill();
        root.getChildren()
                .setAll(
                        pieces.head(
                                Glyphs.receipt(receipt.type().wireName(), 16),
                                receipt.type().wireName(),
                                it.id(),
                                () -> host.select(null)),
                        tabs(),
                        content,
                        strip);
    }

    /** Asked only where it is told: most receipts were delivered long ago. */
    private void lookAtDelivery() {
        InspectedReceipt it = shown;
        if (it != null && tab == Tab.DELIVERY) {
            delivery.look(it.receipt());
        }
    }

    private void fill() {
        InspectedReceipt it = shown;
        if (it == null) {
            return;
        }
        content.setContent(
                switch (tab) {
                    case RECEIPT -> sections(it);
                    case BODY -> body(it);
                    case DELIVERY -> deliveries.of(told(it));
                });
        strip.offer(acts(it), ways(it.receipt()));
    }

    private List<Act> acts(InspectedReceipt it) {
        return Stream.concat(deliveries.acts(told(it)).stream(), waive.of(it).stream())
                .toList();
    }

    /** What is known of the delivery of this one. */
    private DeliveryViewModel.@Nullable Told told(InspectedReceipt it) {
        DeliveryViewModel.Told told = delivery.toldProperty().get();
        return told != null && told.receiptId().equals(it.id()) ? told : null;
    }

    private Node tabs() {
        var group = new ToggleGroup();
        var row = new HBox();
        row.getStyleClass().add(Styles.INSPECTOR_TABS);
        for (Tab each : Tab.values()) {
            var button =
                    new ToggleButton(texts.text("receipts.tab_" + each.name().toLowerCase(Locale.ROOT)));
            button.setToggleGroup(group);
            button.setSelected(each == tab);
            button.setOnAction(event -> {
                button.setSelected(true);
                tab = each;
                lookAtDelivery();
                fill();
            });
            row.getChildren().add(button);
        }
        return row;
    }

    private Node sections(InspectedReceipt it) {
        var sections = new VBox();
        sections.getChildren().addAll(facts(it), hash(it));
        if (!it.receipt().parents().isEmpty()) {
            sections.getChildren().add(parents(it));
        }
        if (!it.children().isEmpty()) {
            sections.getChildren().add(children(it));
        }
        proofs.of(it.proof()).ifPresent(sections.getChildren()::add);
        return sections;
    }

    private Node facts(InspectedReceipt it) {
        Receipt receipt = it.receipt();
        var fromTo = new HBox(
                pieces.label(Principals.of(receipt.from()), Styles.VALUE),
                pieces.label(texts.text("receipts.to"), Styles.SMALL, Styles.SUBTLE),
                pieces.label(Principals.of(receipt.to()), Styles.VALUE));
        fromTo.setSpacing(4);
        List<Node> rows = new ArrayList<>();
        rows.addAll(List.of(pieces.key("receipts.from_to"), fromTo));
        LineageTask task = it.task();
        if (task != null) {
            rows.addAll(List.of(pieces.key("receipts.task"), taskLink(task)));
        }
        UUID lease = receipt.leaseId();
        UUID taskId = receipt.taskId();
        if (lease != null && taskId != null) {
            Button link = pieces.idLink(lease, () -> context.navigator().go(new Destination.ShowLease(lease, taskId)));
            rows.addAll(List.of(pieces.key("receipts.lease"), link));
        }
        Label stored = pieces.stamp(receipt.createdAt(), Instants.micros(receipt.createdAt()));
        stored.setTooltip(pieces.tip(receipt.createdAt().toString()));
        rows.addAll(List.of(pieces.key("receipts.stored"), stored));
        return pieces.keyValues(rows);
    }

    private Node taskLink(LineageTask task) {
        var row = new HBox(
                Glyphs.state(task.status(), 12),
                pieces.label(task.type(), Styles.VALUE),
                pieces.idLink(task.taskId(), () -> context.navigator().go(new Destination.ShowTask(task.taskId()))));
        row.getStyleClass().add("section-line");
        row.setSpacing(6);
        return row;
    }

    private Node hash(InspectedReceipt it) {
        String hash = it.receipt().hash();
        Label verdict = it.genuine()
                ? new Label(texts.text("receipts.hash_equal"), Glyphs.icon("check", 12))
                : new Label(texts.text("receipts.hash_differs"), Glyphs.icon("close", 12));
        verdict.getStyleClass().addAll("verdict", Styles.TINY, it.genuine() ? Styles.GOOD : Styles.BAD);
        Label digits = pieces.label(
                hash.substring(0, 32) + "\n" + hash.substring(32), Styles.MONO, Styles.TINY, Styles.MUTED, "hash-text");
        var row = new HBox(digits, Gaps.grow(), pieces.copyButton("receipts.copy_hash", () -> hash));
        row.getStyleClass().add("section-line");
        return pieces.section("receipts.hash", verdict, row);
    }

    private Node parents(InspectedReceipt it) {
        var lines = new VBox();
        List<UUID> ids = it.receipt().parents();
        for (int i = 0; i < ids.size(); i++) {
            UUID id = ids.get(i);
            Receipt parent = it.parents().stream()
                    .filter(each -> each.receiptId().equals(id))
                    .findFirst()
                    .orElse(null);
            boolean discharged = it.proof() instanceof Proof.Discharges proof
                    && proof.obligation().receiptId().equals(id);
            String note = texts.text(discharged ? "receipts.parent_discharged" : "receipts.parent", i + 1);
            lines.getChildren()
                    .add(parent == null ? pieces.unknownLine(id) : pieces.receiptLine(parent, note, host::select));
        }
        return pieces.section("receipts.parents", pieces.count(ids.size()), lines);
    }

    private Node children(InspectedReceipt it) {
        var lines = new VBox();
        it.children()
                .forEach(child -> lines.getChildren()
                        .add(pieces.receiptLine(child, Instants.second(child.createdAt()), host::select)));
        return pieces.section("receipts.children", pieces.count(it.children().size()), lines);
    }

    private Node body(InspectedReceipt it) {
        var copy = new Button(texts.text("receipts.copy_body"), Glyphs.icon("copy", 12));
        copy.getStyleClass().add(Styles.SMALL_BUTTON);
        copy.setOnAction(event -> Pieces.copy(it.receipt().body().text()));
        var box = new VBox(pieces.json(it.body()), copy);
        box.getStyleClass().add("json-body");
        box.setSpacing(12);
        if (it.body().size() > Pieces.MOST_TOKENS) {
            Label cut = pieces.label(
                    texts.text(
                            "receipts.body_cut", Pieces.MOST_TOKENS, it.body().size()),
                    Styles.TINY,
                    Styles.MUTED);
            cut.setWrapText(true);
            box.getChildren().add(cut);
        }
        return box;
    }

    private List<Action> ways(Receipt receipt) {
        var ways = new ArrayList<Action>();
        UUID lease = receipt.leaseId();
        UUID task = receipt.taskId();
        if (lease != null && task != null) {
            ways.add(Action.of(
                    texts.text("receipts.show_in_leases"),
                    () -> context.navigator().go(new Destination.ShowLease(lease, task))));
        }
        ways.addAll(host.offers(receipt));
        return ways;
    }
}
