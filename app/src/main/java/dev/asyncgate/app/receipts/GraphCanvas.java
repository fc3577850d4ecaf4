package dev.asyncgate.app.receipts;

import dev.asyncgate.app.receipts.graph.Box;
import dev.asyncgate.app.receipts.graph.Drawing;
import dev.asyncgate.app.receipts.graph.EdgeWalk;
import dev.asyncgate.app.receipts.graph.Graph;
import dev.asyncgate.app.receipts.graph.GraphNode;
import dev.asyncgate.app.receipts.graph.Grid;
import dev.asyncgate.app.receipts.graph.Minimap;
import dev.asyncgate.app.receipts.graph.Viewport;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.theme.Ink;
import dev.asyncgate.app.theme.Palette;
import dev.asyncgate.app.theme.SharpCanvas;
import dev.asyncgate.app.theme.SvgInk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Pane;
import org.jspecify.annotations.Nullable;

/** The graph on the screen: as large as its place, never larger. Pans, zooms, selects. For the FX thread only. */
final class GraphCanvas extends Pane {

    private static final double STEP = 60;
    private static final double ZOOM_STEP = 1.25;
    /** A graph that would have to shrink below this is entered at full size instead. */
    private static final double SMALLEST_ENTRY = 0.6;
    /** What comes into view keeps this distance from the edge, px of the graph; a node at the rim has less. */
    private static final double REVEAL_MARGIN = 8;
    /** A press that moves less than this is a click. */
    private static final double CLICK = 4;

    private final PlaceContext context;
    private final ReceiptsViewModel viewModel;
    private final Canvas canvas = new Canvas();
    private final GraphPainter painter;
    private final Glide glide = new Glide(this::moveTo, this::repaint, this::isStill);
    private double width;
    private double height;
    private Viewport viewport = Viewport.of(1, 1);
    private @Nullable Drawing drawing;
    private boolean fitted = true;
    private @Nullable MouseEvent pressed;
    private double dragX;
    private double dragY;
    private boolean dragged;
    private boolean onMinimap;

    GraphCanvas(PlaceContext context, ReceiptsViewModel viewModel) {
        this.context = context;
        this.viewModel = viewModel;
        this.painter = new GraphPainter(Ink.on(canvas.getGraphicsContext2D()), context.texts());
        getStyleClass().add("graph-canvas");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(context.texts().text("receipts.canvas"));
        setAccessibleHelp(context.texts().text("receipts.hint"));
        getChildren().add(canvas);
        listen();
        context.themes().scaleProperty().subscribe(ignored -> repaint());
        viewModel.drawingProperty().subscribe(this::draw);
        viewModel.selectedProperty().subscribe(ignored -> reveal());
        viewModel.inspectionProperty().subscribe(ignored -> repaint());
        viewModel.matchesProperty().subscribe(ignored -> repaint());
        context.themes().paletteProperty().subscribe(ignored -> repaint());
    }

    private boolean isStill() {
        return context.themes().isStill();
    }

    private void listen() {
        setOnScroll(this::scrolled);
        setOnMousePressed(this::pressed);
        setOnMouseDragged(this::dragged);
        setOnMouseReleased(this::released);
        setOnKeyPressed(this::typed);
        focusVisibleProperty().subscribe(ignored -> repaint());
    }

    // ---- What the buttons do

    void zoom(boolean in) {
        fitted = false;
        Viewport target =
                viewport.zoomAbout(viewport.width() / 2, viewport.height() / 2, in ? ZOOM_STEP : 1 / ZOOM_STEP);
        glide.move(viewport, target.keeping(graph().bounds()));
    }

    void fit() {
        fitted = true;
        glide.move(viewport, viewport.fit(graph().bounds()));
    }

    /** Paints again, as when a second has passed. */
    void repaint() {
        if (width > 0 && height > 0 && isVisible()) {
            SharpCanvas.fit(canvas, width, height, context.themes());
            painter.paint(view(), context.themes().paletteProperty().get(), width, height);
            if (isFocusVisible()) {
                focusRing();
            }
        }
    }

    private View view() {
        Inspection inspection = viewModel.inspectionProperty().get();
        UUID selected = viewModel.shownNode();
        Set<UUID> kin = inspection != null && selected != null ? inspection.kin() : Set.of();
        return new View(
                graph(),
                viewport,
                selected,
                kin,
                Set.copyOf(viewModel.matchesProperty().get()),
                context.clock().instant(),
                View.dimmed(context.themes().themeProperty().get()),
                glide::opacity);
    }

    /** What is painted now. */
    WritableImage picture() {
        return canvas.snapshot(null, null);
    }

    /** The whole graph as SVG, to be drawn off the FX thread; null while there is none. */
    @Nullable Callable<String> svg() {
        if (graph().isEmpty()) {
            return null;
        }
        Box bounds = graph().bounds();
        View shown = view();
        var whole = new View(
                shown.graph(),
                new Viewport(1, bounds.x(), bounds.y(), bounds.w(), bounds.h()),
                shown.selected(),
                shown.kin(),
                shown.matches(),
                shown.now(),
                shown.dimmed(),
                node -> 1);
        Palette palette = context.themes().paletteProperty().get();
        return () -> {
            double height = bounds.h() + GraphPainter.HEAD;
            var ink = new SvgInk(bounds.w(), height, palette.inset());
            new GraphPainter(ink, context.texts()).paintWithoutMap(whole, palette, bounds.w(), height);
            return ink.document();
        };
    }

    private void focusRing() {
        var graphics = canvas.getGraphicsContext2D();
        graphics.setStroke(context.themes().paletteProperty().get().accent());
        graphics.setLineDashes();
        graphics.setLineWidth(2);
        graphics.strokeRect(1, 1, width - 2, height - 2);
    }

    @Override
    protected void layoutChildren() {
        double nextWidth = Math.floor(getWidth());
        double nextHeight = Math.floor(getHeight());
        if (nextWidth != width || nextHeight != height) {
            width = nextWidth;
            height = nextHeight;
            glide.stay();
            viewport = viewport.sized(Math.max(1, width), Math.max(1, height - GraphPainter.HEAD));
            if (fitted) {
                enter();
            }
            repaint();
        }
    }

    // ---- Following the drawing

    private Graph graph() {
        return drawing == null ? Graph.EMPTY : drawing.graph();
    }

    private void draw(@Nullable Drawing next) {
        Drawing before = drawing;
        drawing = next;
        if (next == null) {
            fitted = true;
            repaint();
            return;
        }
        if (before == null) {
            glide.stay();
            enter();
        } else {
            List<GraphNode> added = new ArrayList<>();
            for (GraphNode node : next.graph().nodes()) {
                if (before.graph().node(node.id()).isEmpty()) {
                    added.add(node);
                }
            }
            glide.appear(added.stream().map(GraphNode::id).toList());
            if (!added.isEmpty() && viewModel.followProperty().get()) {
                follow(added);
            }
        }
        repaint();
    }

    private void follow(List<GraphNode> added) {
        Viewport whole = viewport.fit(graph().bounds());
        if (fitted && whole.scale() >= SMALLEST_ENTRY) {
            glide.move(viewport, whole);
        } else {
            glide.move(viewport, revealing(viewport, added.getLast()));
        }
    }

    /** Shows all of it where that can be read, else its beginning; what is selected in any case. */
    private void enter() {
        Viewport whole = viewport.fit(graph().bounds());
        Box bounds = graph().bounds();
        Viewport entered = whole.scale() >= SMALLEST_ENTRY
                ? whole
                : new Viewport(1, bounds.x(), bounds.y(), viewport.width(), viewport.height());
        viewport = graph().node(viewModel.shownNode())
                .map(node -> revealing(entered, node))
                .orElse(entered);
    }

    private void reveal() {
        if (width > 0) {
            graph().node(viewModel.shownNode()).ifPresent(node -> glide.move(viewport, revealing(viewport, node)));
            repaint();
        }
    }

    /** Nothing is seen of what lies under the small picture. */
    private Viewport revealing(Viewport from, GraphNode node) {
        Box map = GraphPainter.minimap(width);
        var covered = new Box(map.x(), map.y() - GraphPainter.HEAD, map.w(), map.h());
        return from.revealing(node.box().grownBy(REVEAL_MARGIN), covered);
    }

    private void moveTo(Viewport next) {
        viewport = next.sized(Math.max(1, width), Math.max(1, height - GraphPainter.HEAD));
        repaint();
    }

    private void panByHand(double dx, double dy) {
        glide.stay();
        fitted = false;
        viewModel.followProperty().set(false);
        moveTo(viewport.pan(dx, dy).keeping(graph().bounds()));
    }

    // ---- Wheel, mouse, keys

    private void scrolled(ScrollEvent event) {
        if (event.isShortcutDown()) {
            glide.stay();
            fitted = false;
            double factor = Math.pow(1.0015, event.getDeltaY());
            moveTo(viewport.zoomAbout(event.getX(), event.getY() - GraphPainter.HEAD, factor)
                    .keeping(graph().bounds()));
        } else if (event.isShiftDown() && event.getDeltaX() == 0) {
            panByHand(-event.getDeltaY(), 0);
        } else {
            panByHand(-event.getDeltaX(), -event.getDeltaY());
        }
        event.consume();
    }

    private void pressed(MouseEvent event) {
        requestFocus();
        pressed = event;
        dragX = event.getX();
        dragY = event.getY();
        dragged = false;
        onMinimap = !graph().isEmpty() && GraphPainter.minimap(width).contains(event.getX(), event.getY());
        if (onMinimap) {
            centre(event);
        }
    }

    private void dragged(MouseEvent event) {
        if (onMinimap) {
            centre(event);
            return;
        }
        MouseEvent start = pressed;
        dragged |= start != null && Math.hypot(event.getX() - start.getX(), event.getY() - start.getY()) > CLICK;
        if (dragged) {
            panByHand(dragX - event.getX(), dragY - event.getY());
            dragX = event.getX();
            dragY = event.getY();
        }
    }

    private void released(MouseEvent event) {
        if (!dragged && !onMinimap && event.getButton() == MouseButton.PRIMARY) {
            clicked(event.getX(), event.getY());
        }
    }

    private void centre(MouseEvent event) {
        Box place = GraphPainter.minimap(width);
        var map = new Minimap(graph().bounds(), viewport);
        glide.stay();
        fitted = false;
        viewModel.followProperty().set(false);
        moveTo(viewport.centredOn(map.graphX(event.getX() - place.x()), map.graphY(event.getY() - place.y()))
                .keeping(graph().bounds()));
    }

    private void clicked(double x, double y) {
        if (y < GraphPainter.HEAD) {
            collapseButtonAt(x).ifPresent(viewModel::toggleCollapsed);
            return;
        }
        viewModel.select(graph().at(viewport.graphX(x), viewport.graphY(y - GraphPainter.HEAD))
                .map(GraphNode::id)
                .orElse(null));
    }

    /** The task whose collapse button is at this place of the heads. */
    private Optional<UUID> collapseButtonAt(double x) {
        int column = (int) Math.floor(viewport.graphX(x) / Grid.COLUMN);
        boolean onButton = viewport.viewX((column + 1) * Grid.COLUMN) - x < GraphPainter.COLLAPSE_BUTTON;
        boolean exists = column >= 0 && column < graph().columns().size();
        return onButton && exists
                ? Optional.ofNullable(graph().columns().get(column).taskId())
                : Optional.empty();
    }

    private void typed(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown() || event.isMetaDown()) {
            return;
        }
        switch (event.getCode()) {
            case UP -> viewModel.walk(EdgeWalk.Direction.UP);
            case DOWN -> viewModel.walk(EdgeWalk.Direction.DOWN);
            case LEFT -> viewModel.walk(EdgeWalk.Direction.LEFT);
            case RIGHT -> viewModel.walk(EdgeWalk.Direction.RIGHT);
            case W -> panByHand(0, -STEP);
            case S -> panByHand(0, STEP);
            case A -> panByHand(-STEP, 0);
            case D -> panByHand(STEP, 0);
            case PLUS, EQUALS, ADD -> zoom(true);
            case MINUS, SUBTRACT -> zoom(false);
            case DIGIT0, NUMPAD0 -> fit();
            case OPEN_BRACKET -> viewModel.deeper(-1);
            case CLOSE_BRACKET -> viewModel.deeper(1);
            case ENTER -> viewModel.openShown();
            case C -> viewModel.toggleCollapsed();
            default -> {
                return;
            }
        }
        event.consume();
    }
}
