package dev.asyncgate.app.receipts;

import dev.asyncgate.app.receipts.graph.Box;
import dev.asyncgate.app.receipts.graph.Graph;
import dev.asyncgate.app.receipts.graph.Graph.Column;
import dev.asyncgate.app.receipts.graph.GraphEdge;
import dev.asyncgate.app.receipts.graph.GraphNode;
import dev.asyncgate.app.receipts.graph.Grid;
import dev.asyncgate.app.receipts.graph.Minimap;
import dev.asyncgate.app.receipts.graph.Viewport;
import dev.asyncgate.app.theme.GlyphPath;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Ink;
import dev.asyncgate.app.theme.Palette;
import dev.asyncgate.app.theme.StateLook;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.Instants;
import dev.asyncgate.app.words.ShortId;
import java.util.UUID;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;

/** Paints the graph with the heads of its columns and the small picture of the whole. Paints only what is in view. */
final class GraphPainter {

    /** The heads of the columns, px. */
    static final double HEAD = 46;

    /** The width of the collapse button at the right of a head, px. */
    static final double COLLAPSE_BUTTON = 36;

    private static final GlyphPath EXPANDED = chevrons("M4 6.5L8 2.5L12 6.5M4 9.5L8 13.5L12 9.5");
    private static final GlyphPath COLLAPSED = chevrons("M4 3.5l4 4l4 -4M4 13.5l4 -4l4 4");
    private static final double MINIMAP_GAP = 16;

    /** Where the words of the first head begin, and so those at the left edge. */
    private static final double HEAD_LEFT = 14;

    /** Columns narrower than this have no words in their heads. */
    private static final double NARROWEST_HEAD = 70;

    private final Ink canvas;
    private final TextFit text = new TextFit();
    private final Texts texts;

    GraphPainter(Ink canvas, Texts texts) {
        this.canvas = canvas;
        this.texts = texts;
    }

    /** Where the small picture lies in a view of this width. */
    static Box minimap(double width) {
        return new Box(width - Minimap.WIDTH - MINIMAP_GAP, HEAD + MINIMAP_GAP, Minimap.WIDTH, Minimap.HEIGHT);
    }

    void paint(View view, Palette palette, double width, double height) {
        paintWithoutMap(view, palette, width, height);
        if (!view.graph().isEmpty()) {
            minimap(view, palette, minimap(width));
        }
    }

    void paintWithoutMap(View view, Palette palette, double width, double height) {
        canvas.setGlobalAlpha(1);
        canvas.setFill(palette.inset());
        canvas.fillRect(0, 0, width, height);
        columnLines(view, palette, width, height);
        graph(view, palette);
        canvas.setGlobalAlpha(1);
        rows(view, palette);
        heads(view, palette, width);
    }

    private void columnLines(View view, Palette palette, double width, double height) {
        canvas.setFill(palette.borderMuted());
        for (int i = 1; i <= view.graph().columns().size(); i++) {
            double x = Math.rint(view.viewport().viewX(i * Grid.COLUMN));
            if (x > 0 && x < width - 4) {
                canvas.fillRect(x, 0, 1, height);
            }
        }
    }

    /** What times the rows stand for, at the left edge whatever is in view. */
    private void rows(View view, Palette palette) {
        double last = Double.NEGATIVE_INFINITY;
        for (Graph.Row row : view.graph().rows()) {
            double y = HEAD + view.viewport().viewY(row.y());
            if (y > HEAD && y - last > 16) {
                String time = time(row);
                // Above the nodes, which it would cover.
                double middle = y - view.viewport().scale() * Grid.ROW * 0.7;
                canvas.setFill(palette.inset());
                canvas.fillRect(0, middle - 9, HEAD_LEFT + text.width(time, TextFit.SMALL_DATA) + 4, 18);
                canvas.setFont(TextFit.SMALL_DATA);
                canvas.setFill(palette.textMuted());
                canvas.fillText(time, HEAD_LEFT, middle + 4);
                last = y;
            }
        }
    }

    /** As exact as its length asks for, so that no two rows say the same. */
    private static String time(Graph.Row row) {
        if (row.length().toDays() > 0) {
            return Instants.date(row.from()).substring(0, 10);
        }
        return row.length().toMinutes() > 0 ? Instants.minute(row.from()) : Instants.second(row.from());
    }

    private void graph(View view, Palette palette) {
        Viewport viewport = view.viewport();
        Box seen = viewport.visible().grownBy(40);
        canvas.save();
        canvas.clip(0, HEAD, viewport.width(), viewport.height());
        canvas.translate(-viewport.x() * viewport.scale(), HEAD - viewport.y() * viewport.scale());
        canvas.scale(viewport.scale(), viewport.scale());
        edges(view, new EdgePainter(canvas, palette), seen);
        var painter = new NodePainter(canvas, palette, text, texts);
        for (GraphNode node : view.graph().nodes()) {
            if (node.box().overlaps(seen)) {
                painter.paint(node, view);
            }
        }
        canvas.restore();
    }

    /** The dimmed ones first, so that they never cross a bright one. */
    private static void edges(View view, EdgePainter painter, Box seen) {
        for (boolean bright : new boolean[] {false, true}) {
            for (GraphEdge edge : view.graph().edges()) {
                boolean isBright = view.isBright(edge.from()) && view.isBright(edge.to());
                if (isBright == bright && edge.bounds().grownBy(8).overlaps(seen)) {
                    painter.paint(edge, view);
                }
            }
        }
    }

    private void heads(View view, Palette palette, double width) {
        canvas.setFill(palette.inset());
        canvas.fillRect(0, 0, width, HEAD);
        Viewport viewport = view.viewport();
        double columnWidth = Grid.COLUMN * viewport.scale();
        Graph graph = view.graph();
        for (int i = 0; i < graph.columns().size(); i++) {
            double x = viewport.viewX(i * Grid.COLUMN);
            if (x + columnWidth > 0 && x < width && columnWidth >= NARROWEST_HEAD) {
                head(graph.columns().get(i), palette, x, columnWidth);
            }
            canvas.setFill(palette.borderMuted());
            if (i > 0 && columnWidth > 8) {
                canvas.fillRect(Math.rint(x), 0, 1, HEAD);
            }
        }
        canvas.setFill(palette.borderMuted());
        canvas.fillRect(0, HEAD, width, 1);
    }

    private void head(Column column, Palette palette, double x, double width) {
        UUID taskId = column.taskId();
        String status = column.status();
        double left = x + (status == null ? HEAD_LEFT : 34);
        double room = x + width - (taskId == null ? 8 : COLLAPSE_BUTTON) - left;
        if (status != null) {
            Color colour = palette.colour(StateLook.ofTask(status).token());
            Glyphs.paint(canvas, Glyphs.statePath(status), x + HEAD_LEFT, 11, 12.8, colour);
        }
        canvas.setFill(palette.text());
        canvas.setFont(TextFit.HEAD);
        canvas.fillText(text.fit(column.title(), TextFit.HEAD, room), left, 21);
        canvas.setFill(palette.textMuted());
        canvas.setFont(TextFit.DATA);
        String note = taskId == null ? column.note() : ShortId.of(taskId) + " " + column.note();
        canvas.fillText(text.fit(note, TextFit.DATA, room), left, 37);
        if (taskId != null) {
            Glyphs.paint(
                    canvas, column.collapsed() ? COLLAPSED : EXPANDED, x + width - 30, 10, 16, palette.textMuted());
        }
    }

    private void minimap(View view, Palette palette, Box place) {
        var map = new Minimap(view.graph().bounds(), view.viewport());
        canvas.save();
        canvas.translate(place.x(), place.y());
        canvas.setLineDashes();
        canvas.setLineCap(StrokeLineCap.BUTT);
        canvas.setLineJoin(StrokeLineJoin.MITER);
        canvas.setFill(palette.background());
        canvas.fillRoundRect(0, 0, place.w(), place.h(), 8, 8);
        canvas.setStroke(palette.border());
        canvas.setLineWidth(1);
        canvas.strokeRoundRect(0.5, 0.5, place.w() - 1, place.h() - 1, 8, 8);
        for (GraphNode node : view.graph().nodes()) {
            canvas.setGlobalAlpha(view.isBright(node.id()) ? 1 : view.dimmed());
            canvas.setFill(mapColour(node, view, palette));
            Box box = map.node(node.box());
            canvas.fillRect(box.x(), box.y(), box.w(), box.h());
        }
        canvas.setGlobalAlpha(1);
        canvas.setStroke(palette.colour("color-accent-fg"));
        canvas.setLineWidth(1.2);
        Box window = map.window(view.viewport());
        canvas.strokeRoundRect(window.x(), window.y(), window.w(), window.h(), 4, 4);
        canvas.restore();
    }

    private static Color mapColour(GraphNode node, View view, Palette palette) {
        if (node.id().equals(view.selected())) {
            return palette.colour("color-accent-fg");
        }
        return NodePainter.isAmber(node) ? palette.attention() : palette.textSubtle();
    }

    private static GlyphPath chevrons(String path) {
        return new GlyphPath(null, path, 1.4);
    }
}
