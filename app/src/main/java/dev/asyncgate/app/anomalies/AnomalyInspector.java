package dev.asyncgate.app.anomalies;

import dev.asyncgate.app.json.JsonDocument;
import dev.asyncgate.app.json.JsonView;
import dev.asyncgate.app.receipt.Links;
import dev.asyncgate.app.receipt.Pieces;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.Instants;
import dev.asyncgate.app.words.Principals;
import dev.asyncgate.receipt.Receipt;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** What the selected anomaly means, what to do about it, and where it leads. For the FX thread only. */
final class AnomalyInspector {

    private final Texts texts;
    private final Pieces pieces;
    private final Links links;
    private final VBox root = new VBox();

    AnomalyInspector(PlaceContext context) {
        this.texts = context.texts();
        this.pieces = new Pieces(texts);
        this.links = new Links(pieces, context.navigator());
        root.getStyleClass().addAll(Styles.INSPECTOR, "receipt-inspector");
        root.getStylesheets().add(Pieces.stylesheet());
    }

    /** The inspector with that anomaly in it. */
    Parent show(Receipt receipt, Runnable close) {
        AnomalyKind kind = AnomalyKind.of(receipt);
        var content = new ScrollPane(new VBox(
                pieces.section("anomalies.meaning", new Label(), sentence("meaning", kind)),
                pieces.section("anomalies.advice", new Label(), sentence("advice", kind)),
                facts(receipt),
                new JsonView(texts, texts.text("anomalies.body"), JsonDocument.of(receipt.body()))));
        content.setFitToWidth(true);
        VBox.setVgrow(content, Priority.ALWAYS);
        Node mark = Glyphs.receipt(receipt.type().wireName(), 16);
        root.getChildren()
                .setAll(pieces.head(mark, Anomalies.title(texts, receipt), receipt.receiptId(), close), content);
        return root;
    }

    private Label sentence(String key, AnomalyKind kind) {
        return pieces.sentence(texts.text("anomalies." + kind.wireName() + "." + key), Styles.SMALL);
    }

    private Node facts(Receipt receipt) {
        List<Node> cells = new ArrayList<>();
        cells.add(pieces.key("receipts.stored"));
        cells.add(pieces.stamp(receipt.createdAt(), Instants.stamp(receipt.createdAt())));
        cells.add(pieces.key("anomalies.told"));
        cells.add(pieces.label(Principals.of(receipt.to()), Styles.VALUE));
        cells.addAll(links.of(receipt.taskId(), receipt.leaseId(), receipt.receiptId()));
        return pieces.keyValues(cells);
    }
}
