package dev.asyncgate.app.obligations;

import dev.asyncgate.app.acts.Act;
import dev.asyncgate.app.acts.ActStrip;
import dev.asyncgate.app.acts.Acting;
import dev.asyncgate.app.obligations.Evidence.Way;
import dev.asyncgate.app.receipt.InspectedReceipt;
import dev.asyncgate.app.receipt.Pieces;
import dev.asyncgate.app.receipt.WaiveAct;
import dev.asyncgate.app.shell.Action;
import dev.asyncgate.app.shell.Command;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.theme.Glyph;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.Curl;
import dev.asyncgate.app.words.Principals;
import dev.asyncgate.app.words.ShortId;
import dev.asyncgate.receipt.ExplainedObligation;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.receipt.Why;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Why the selected obligation is open, or what closed it, with the evidence and the path. For the FX thread only. */
final class ObligationInspector {

    private final PlaceContext context;
    private final Texts texts;
    private final ObligationsViewModel viewModel;
    private final Pieces pieces;
    private final WhyWords words;
    private final ActStrip strip;
    private final Supplier<Curl> curl;
    private final WaiveAct waive;
    private final VBox root = new VBox();

    ObligationInspector(PlaceContext context, Acting acting, ObligationsViewModel viewModel, Supplier<Curl> curl) {
        this.curl = curl;
        this.context = context;
        this.texts = context.texts();
        this.viewModel = viewModel;
        this.pieces = new Pieces(texts);
        this.words = new WhyWords(texts);
        this.strip = new ActStrip(context, viewModel.acts(), acting);
        this.waive = new WaiveAct(texts, acting, viewModel.acts());
        root.getStyleClass().addAll(Styles.INSPECTOR, "receipt-inspector", "obligation-inspector");
        root.getStylesheets()
                .addAll(
                        Pieces.stylesheet(),
                        Objects.requireNonNull(getClass().getResource("/dev/asyncgate/ui/obligations/obligations.css"))
                                .toExternalForm());
    }

    Parent view() {
        return root;
    }

    void show(ObligationDossier dossier) {
        Instant now = context.clock().instant();
        var content = new ScrollPane(sections(dossier, now));
        content.setFitToWidth(true);
        VBox.setVgrow(content, Priority.ALWAYS);
        strip.offer(acts(dossier), ways(dossier));
        root.getChildren().setAll(head(dossier.explained()), content, strip);
    }

    /** What can be done about the selected obligation now, for the palette. */
    List<Command> commands() {
        ObligationDossier dossier = viewModel.dossierProperty().get();
        return dossier == null
                ? List.of()
                : Act.commands(
                        texts,
                        acts(dossier),
                        ShortId.of(dossier.explained().obligation().receiptId()));
    }

    private List<Act> acts(ObligationDossier dossier) {
        InspectedReceipt inspected = dossier.inspected();
        return inspected == null ? List.of() : waive.of(inspected);
    }

    private Node head(ExplainedObligation it) {
        boolean open = it.why().open();
        Glyph mark = Glyphs.icon("obligations", 16);
        if (open) {
            mark.getStyleClass().add("icon-warn");
        }
        UUID id = it.obligation().receiptId();
        var head = (VBox) pieces.head(
                mark,
                text(open ? "why_open" : "why_closed"),
                id,
                () -> viewModel.rows().select(null));
        String type = it.taskType();
        HBox about = pieces.line("obligation-about");
        about.setSpacing(6);
        if (type != null) {
            about.getChildren().add(pieces.label(type, Styles.SMALL));
        }
        UUID task = it.obligation().taskId();
        if (task != null) {
            about.getChildren().add(pieces.idLink(task, () -> go(new Destination.ShowTask(task))));
        }
        about.getChildren()
                .add(pieces.label(text("owed_to", Principals.of(it.obligation().to())), Styles.SMALL, Styles.MUTED));
        head.getChildren().add(about);
        head.setMinHeight(Region.USE_PREF_SIZE);
        return head;
    }

    private Node sections(ObligationDossier dossier, Instant now) {
        Why why = dossier.explained().why();
        var lines = new VBox();
        words.evidence(dossier, now).forEach(each -> lines.getChildren().add(evidence(each)));
        var path = new PathView(dossier.path(), why, text("open_word"), this::showReceipt);
        VBox.setMargin(path, new Insets(0, 0, 0, 24));
        return new VBox(
                verdict(why),
                pieces.section("obligations.evidence", new Label(), lines),
                pieces.section(
                        "obligations.path", inReceipts(dossier.explained().obligation()), path),
                pieces.section(
                        "obligations.what_to_do", new Label(), pieces.sentence(words.advice(why), Styles.SMALL)));
    }

    private Node verdict(Why why) {
        Label note = pieces.sentence(words.verdictNote(why));
        var sentences = new VBox(pieces.sentence(words.verdict(why), "note-title"), note);
        var box = new HBox(sentences);
        HBox.setHgrow(sentences, Priority.ALWAYS);
        box.getStyleClass().add(Styles.NOTE);
        if (why.wantsSomebody()) {
            box.getStyleClass().add(Styles.NOTE_WARN);
        }
        var section = new VBox(box);
        section.getStyleClass().add(Styles.SECTION);
        return section;
    }

    private Node evidence(Evidence it) {
        Node note = it.ways().isEmpty()
                ? pieces.sentence(it.note(), Styles.SMALL, Styles.MUTED)
                : pieces.linked(it.note(), it.ways().stream().map(Way::id).toList(), id -> follow(it, id));
        var column = new VBox(pieces.sentence(it.line(), Styles.SMALL), note);
        HBox.setHgrow(column, Priority.ALWAYS);
        return pieces.line("evidence", it.mark().glyph(13), column);
    }

    private void follow(Evidence it, UUID id) {
        it.ways().stream().filter(way -> way.id().equals(id)).findFirst().ifPresent(way -> go(way.to()));
    }

    private Node inReceipts(Receipt obligation) {
        var link = new Button(text("show_in_receipts"));
        link.getStyleClass().addAll(Styles.LINK, Styles.SMALL);
        link.setOnAction(event -> showReceipt(obligation));
        link.setVisible(obligation.taskId() != null);
        return link;
    }

    private List<Action> ways(ObligationDossier dossier) {
        var ways = new ArrayList<Action>();
        AmendRequest.of(dossier)
                .ifPresent(request ->
                        ways.add(Action.primary(text("copy_amend"), () -> Pieces.copy(request.asCurl(curl.get())))));
        UUID task = dossier.explained().obligation().taskId();
        if (task != null) {
            ways.add(Action.of(text("open_task"), () -> go(new Destination.ShowTask(task))));
        }
        return ways;
    }

    private void showReceipt(Receipt receipt) {
        UUID task = receipt.taskId();
        if (task != null) {
            go(new Destination.ShowReceipt(receipt.receiptId(), task));
        }
    }

    private void go(Destination destination) {
        context.navigator().go(destination);
    }

    private String text(String key, Object... values) {
        return texts.text("obligations." + key, values);
    }
}
