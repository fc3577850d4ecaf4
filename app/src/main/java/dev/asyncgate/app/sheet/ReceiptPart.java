package dev.asyncgate.app.sheet;

import static dev.asyncgate.app.sheet.Parts.label;
import static dev.asyncgate.app.sheet.Parts.part;
import static dev.asyncgate.app.sheet.Parts.row;
import static dev.asyncgate.app.sheet.Parts.swatch;
import static dev.asyncgate.app.sheet.Parts.tightPart;
import static dev.asyncgate.app.sheet.Parts.wide;

import dev.asyncgate.app.theme.Fonts;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Palette;
import dev.asyncgate.app.theme.ReceiptLook;
import dev.asyncgate.app.theme.StateLook;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import java.util.List;
import java.util.function.BiConsumer;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.StrokeLineCap;

/** Receipts and edges as the graph draws them, surfaces, and the colours that mean something. */
final class ReceiptPart {

    private static final double NODE = 176;
    private static final List<String> TYPES = List.of(
            "task.assigned",
            "task.accepted",
            "task.started",
            "task.progress",
            "task.completed",
            "task.failed",
            "task.canceled",
            "task.retry_scheduled",
            "task.result_ready",
            "task.escalated",
            "lease.expired",
            "lease.released",
            "lease.revoked",
            "receipt.acknowledged",
            "system.anomaly",
            "schedule.created",
            "schedule.deleted");
    private static final List<String> SURFACES = List.of(
            "color-bg-inset",
            "color-bg-default",
            "color-bg-subtle",
            "color-bg-overlay",
            "color-border-muted",
            "color-border-default",
            "ag-control-border",
            "color-fg-subtle",
            "color-fg-muted",
            "color-fg-default");

    private final Texts texts;
    private final ObservableValue<Palette> palette;

    ReceiptPart(Texts texts, ObservableValue<Palette> palette) {
        this.texts = texts;
        this.palette = palette;
    }

    VBox column() {
        return new VBox(
                tightPart(texts.text("sheet.receipts"), texts.text("sheet.receipts.note"), List.of(nodes())),
                tightPart(texts.text("sheet.edges"), "", edges()),
                tightPart(texts.text("sheet.surfaces"), "", List.of(surfaces())),
                part(
                        texts.text("sheet.meaning"),
                        "",
                        List.of("accent", "success", "warning", "danger").stream()
                                .map(this::meaning)
                                .toList()));
    }

    private GridPane nodes() {
        var grid = new GridPane(36, 4);
        for (int i = 0; i < TYPES.size(); i++) {
            String type = TYPES.get(i);
            grid.add(
                    Painting.canvas(NODE + 4, 31, palette, (canvas, colours) -> paintNode(canvas, colours, type)),
                    i % 2,
                    i / 2);
        }
        grid.add(Painting.canvas(NODE + 4, 34, palette, ReceiptPart::paintStack), 1, TYPES.size() / 2);
        grid.getChildren().forEach(node -> GridPane.setValignment(node, VPos.TOP));
        return grid;
    }

    private static void paintNode(GraphicsContext canvas, Palette colours, String type) {
        ReceiptLook.Role role = ReceiptLook.role(type);
        boolean plain = role == ReceiptLook.Role.PLAIN;
        boolean anomaly = role == ReceiptLook.Role.ANOMALY;
        canvas.save();
        canvas.translate(1, 1.5);
        canvas.beginPath();
        canvas.appendSVGPath(ReceiptLook.outline(role, NODE, ReceiptLook.HEIGHT));
        canvas.setFill(anomaly ? colours.colour("color-warning-subtle") : colours.overlay());
        canvas.fill();
        canvas.setStroke(anomaly ? colours.attention() : plain ? colours.border() : colours.textSubtle());
        canvas.setLineWidth(plain ? 1 : 1.4);
        canvas.setLineDashes(anomaly ? new double[] {4, 3} : new double[0]);
        canvas.stroke();
        canvas.setLineDashes();
        Glyphs.paint(canvas, Glyphs.receiptPath(type), 12, 7, 14, colours.colour(ReceiptLook.markToken(type)));
        Painting.text(canvas, type, colours.text(), plain ? Fonts.WORDS : Fonts.WORDS_STRONG, 11, 33, 18);
        canvas.restore();
    }

    private static void paintStack(GraphicsContext canvas, Palette colours) {
        canvas.save();
        canvas.translate(1, 1.5);
        box(canvas, colours, 8, 4);
        box(canvas, colours, 0, 0);
        Glyphs.paint(
                canvas,
                Glyphs.statePath("succeeded"),
                10,
                8,
                12,
                colours.shades(StateLook.TASK_SUCCEEDED).full());
        Painting.text(canvas, "dataset.extract", colours.text(), Fonts.WORDS_STRONG, 11, 28, 18);
        Painting.text(canvas, "7", colours.textMuted(), Fonts.DATA, 11, NODE - 23, 18);
        canvas.restore();
    }

    private static void box(GraphicsContext canvas, Palette colours, double x, double y) {
        Painting.fill(canvas, x > 0 ? colours.subtle() : colours.overlay(), x, y, NODE - 8, 28);
        canvas.setStroke(x > 0 ? colours.border() : colours.textSubtle());
        canvas.setLineWidth(1);
        canvas.strokeRect(x, y, NODE - 8, 28);
    }

    private List<HBox> edges() {
        return List.of(
                edge("discharges", ReceiptPart::paintDischarge),
                edge("open", ReceiptPart::paintOpen),
                edge("caused", ReceiptPart::paintCause));
    }

    private HBox edge(String name, BiConsumer<GraphicsContext, Palette> paint) {
        Region canvas = Painting.canvas(96, 24, palette, paint);
        HBox row = row(
                32,
                canvas,
                label(texts.text("sheet.edge." + name), Styles.SMALL),
                label(texts.text("sheet.edge." + name + ".note"), Styles.SMALL, Styles.MUTED));
        row.setSpacing(4);
        HBox.setMargin(canvas, new Insets(0, 8, 0, 0));
        return row;
    }

    private static void paintDischarge(GraphicsContext canvas, Palette colours) {
        Painting.line(canvas, colours.edgeObligation(), 2.4, 0, 12, 90, 12);
        canvas.setFill(colours.background());
        canvas.fillOval(38, 5, 14, 14);
        canvas.setStroke(colours.edgeObligation());
        canvas.setLineWidth(1.5);
        canvas.strokeOval(38, 5, 14, 14);
        Painting.line(canvas, colours.edgeObligation(), 1.6, 42, 12.3, 44.2, 14.5, 48.2, 9.9);
    }

    private static void paintOpen(GraphicsContext canvas, Palette colours) {
        canvas.setLineCap(StrokeLineCap.BUTT);
        canvas.setLineDashes(5, 4);
        Painting.line(canvas, colours.attention(), 2.2, 0, 12, 80, 12);
        canvas.setLineDashes();
        canvas.setLineWidth(1.8);
        canvas.strokeOval(82, 6, 12, 12);
    }

    private static void paintCause(GraphicsContext canvas, Palette colours) {
        Painting.line(canvas, colours.edgeCausal(), 1.3, 0, 12, 88, 12);
        canvas.setFill(colours.edgeCausal());
        canvas.fillPolygon(new double[] {86, 92, 86}, new double[] {9, 12, 15}, 3);
    }

    private GridPane surfaces() {
        var grid = new GridPane(10, 8);
        for (int i = 0; i < SURFACES.size(); i++) {
            String token = SURFACES.get(i);
            var swatch = swatch(token, 74, 22);
            swatch.setStyle("-fx-background-color: -color-border-muted, -" + token
                    + "; -fx-background-insets: 0, 1px; -fx-background-radius: 4px, 3px;");
            Label name = label(token.replaceFirst("^(color|ag)-", ""), Styles.MICRO, Styles.MUTED);
            grid.add(new VBox(2, swatch, name), i % 5, i / 5);
        }
        return grid;
    }

    private HBox meaning(String kind) {
        Label name = wide(label(kind + "-fg", Styles.SMALL, Styles.MEDIUM), 76);
        name.setStyle("-fx-text-fill: -color-" + kind + "-fg;");
        HBox row = row(30, name, box(kind, "emphasis"), box(kind, "muted"), box(kind, "subtle"));
        row.setSpacing(8);
        return row;
    }

    private static Label box(String kind, String strength) {
        Label box = wide(label(strength, Styles.SMALL), 100);
        box.setMinHeight(22);
        box.setAlignment(Pos.CENTER);
        String border = strength.equals("subtle") ? "muted" : strength;
        box.setStyle(
                "-fx-background-color: -color-%1$s-%2$s, -color-%1$s-%3$s; -fx-background-insets: 0, 1px; -fx-background-radius: 4px, 3px; -fx-text-fill: %4$s;"
                        .formatted(
                                kind,
                                border,
                                strength,
                                strength.equals("emphasis") ? "-color-fg-emphasis" : "-color-fg-default"));
        return box;
    }
}
