package dev.asyncgate.app.audit;

import dev.asyncgate.app.json.JsonDocument;
import dev.asyncgate.app.json.JsonView;
import dev.asyncgate.app.receipt.Links;
import dev.asyncgate.app.receipt.Pieces;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.Instants;
import dev.asyncgate.audit.AuditEvent;
import dev.asyncgate.json.Json;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Who did the selected thing, when, from where, and what was before and after. For the FX thread only. */
final class AuditInspector {

    private final Texts texts;
    private final Pieces pieces;
    private final Links links;
    private final VBox root = new VBox();

    AuditInspector(PlaceContext context) {
        this.texts = context.texts();
        this.pieces = new Pieces(texts);
        this.links = new Links(pieces, context.navigator());
        root.getStyleClass().addAll(Styles.INSPECTOR, "receipt-inspector");
        root.getStylesheets().add(Pieces.stylesheet());
    }

    /** The inspector with that event in it. */
    Parent show(AuditEvent event, Runnable close) {
        var sections = new VBox(facts(event));
        addJson(sections, "before", event.before());
        addJson(sections, "after", event.after());
        var content = new ScrollPane(sections);
        content.setFitToWidth(true);
        VBox.setVgrow(content, Priority.ALWAYS);
        Node head = pieces.head(Glyphs.icon("audit", 16), event.operation(), event.eventId(), close);
        root.getChildren().setAll(head, content);
        return root;
    }

    private Node facts(AuditEvent event) {
        List<Node> cells = new ArrayList<>();
        cells.add(pieces.key("audit.fact.at"));
        cells.add(pieces.stamp(event.at(), Instants.stamp(event.at())));
        add(cells, "actor", AuditTrail.actor(event));
        add(cells, "address", event.address() == null ? texts.text("audit.in_process") : event.address());
        add(cells, "kind", texts.text("audit." + event.kind().wireName()));
        add(cells, "code", event.code());
        add(cells, "subject", event.subject());
        add(cells, "reason", event.reason());
        cells.addAll(links.of(event.taskId(), event.leaseId(), event.receiptId()));
        return pieces.keyValues(cells);
    }

    private void add(List<Node> cells, String key, @Nullable String value) {
        if (value != null) {
            cells.add(pieces.key("audit.fact." + key));
            cells.add(pieces.sentence(value, Styles.VALUE));
        }
    }

    private void addJson(VBox sections, String key, @Nullable Json value) {
        if (value != null) {
            sections.getChildren().add(new JsonView(texts, texts.text("audit." + key), JsonDocument.of(value)));
        }
    }
}
