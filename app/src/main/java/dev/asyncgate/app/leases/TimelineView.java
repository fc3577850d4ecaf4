package dev.asyncgate.app.leases;

import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.theme.Ink;
import dev.asyncgate.app.theme.Palette;
import dev.asyncgate.app.theme.SvgInk;
import dev.asyncgate.app.words.Durations;
import dev.asyncgate.app.words.ShortId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import org.jspecify.annotations.Nullable;

/** The lanes, and what mouse, wheel and arrow keys do to them. */
final class TimelineView extends CanvasRegion {

    private static final double ZOOM = 1.2;
    private static final double CLICK = 3;
    private static final double BAR_WIDTH = 10;

    private final LeasesViewModel viewModel;
    private final PlaceContext context;
    private final CanvasFonts fonts;
    private final boolean past;
    private final ScrollBar scrollBar = new ScrollBar();
    private final Tooltip tip = new Tooltip();
    private @Nullable UUID hovered;
    private double pressedX;
    private double pressedY;
    private double lastX;
    private double lastY;
    private boolean dragged;
    private boolean measuring;

    TimelineView(LeasesViewModel viewModel, PlaceContext context, CanvasFonts fonts) {
        this(viewModel, context, fonts, false);
    }

    /** With {@code past}, as it was at the instant that the view-model takes for now. */
    TimelineView(LeasesViewModel viewModel, PlaceContext context, CanvasFonts fonts, boolean past) {
        super(context.themes());
        this.viewModel = viewModel;
        this.context = context;
        this.fonts = fonts;
        this.past = past;
        getStyleClass().add("timeline");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(context.texts().text("leases.timeline"));
        scrollBar.setOrientation(Orientation.VERTICAL);
        scrollBar.setFocusTraversable(false);
        getChildren().add(scrollBar);
        scrollBar.valueProperty().subscribe(ignored -> repaint());
        focusedProperty().subscribe(ignored -> repaint());
        viewModel.timelineProperty().subscribe(ignored -> repaint());
        viewModel.nowProperty().subscribe(ignored -> repaint());
        viewModel.selection().leaseIdProperty().subscribe(ignored -> repaint());
        viewModel.selectedLaneProperty().subscribe(ignored -> repaint());
        viewModel.measuredProperty().subscribe(ignored -> repaint());
        listen();
    }

    private void listen() {
        setOnScroll(this::scrolled);
        setOnMousePressed(this::pressed);
        setOnMouseDragged(this::dragged);
        setOnMouseReleased(this::released);
        setOnMouseMoved(this::moved);
        setOnMouseExited(event -> hover(null));
        setOnKeyPressed(this::keyPressed);
    }

    // ---- painting

    @Override
    protected void layoutChildren() {
        double width = getWidth() - TimelinePainter.HEAD_WIDTH - TimelinePainter.RIGHT_MARGIN;
        viewModel.chartWidthProperty().set(Math.max(100, width));
        layoutScrollBar();
        super.layoutChildren();
    }

    private void layoutScrollBar() {
        Timeline timeline = viewModel.timelineProperty().get();
        double visible = getHeight() - TimelinePainter.AXIS_HEIGHT;
        double beyond = timeline == null ? 0 : Math.max(0, timeline.height() - visible);
        scrollBar.setVisible(beyond > 0);
        scrollBar.setMax(beyond);
        scrollBar.setVisibleAmount(beyond == 0 ? 0 : beyond * visible / (visible + beyond));
        scrollBar.setUnitIncrement(LeaseBar.ROW_HEIGHT);
        scrollBar.setBlockIncrement(Math.max(1, visible - LeaseBar.ROW_HEIGHT));
        scrollBar.setValue(Math.clamp(scrollBar.getValue(), 0, beyond));
        scrollBar.resizeRelocate(getWidth() - BAR_WIDTH, TimelinePainter.AXIS_HEIGHT, BAR_WIDTH, Math.max(0, visible));
    }

    @Override
    void paint(GraphicsContext canvas, double width, double height) {
        Timeline timeline = viewModel.timelineProperty().get();
        if (timeline == null) {
            return;
        }
        paint(Ink.on(canvas), timeline, look(width, height, scrollBar.getValue(), hovered));
    }

    private void paint(Ink ink, Timeline timeline, TimelinePainter.Look look) {
        new TimelinePainter(ink, context.themes().paletteProperty().get(), fonts, context.texts(), timeline, look)
                .paint();
    }

    private TimelinePainter.Look look(double width, double height, double scroll, @Nullable UUID under) {
        return new TimelinePainter.Look(
                width,
                height,
                scroll,
                viewModel.nowProperty().get(),
                past,
                viewModel.laneByProperty().get(),
                viewModel.selection().leaseIdProperty().get(),
                under,
                viewModel.selectedLaneProperty().get(),
                viewModel.measuredProperty().get());
    }

    /** All lanes as SVG, to be drawn off the FX thread; null while there are none. */
    @Nullable Callable<String> svg() {
        Timeline timeline = viewModel.timelineProperty().get();
        if (timeline == null) {
            return null;
        }
        double height = TimelinePainter.heightOf(timeline);
        TimelinePainter.Look look = look(getWidth(), height, 0, null);
        Palette palette = context.themes().paletteProperty().get();
        return () -> {
            var ink = new SvgInk(look.width(), height, palette.inset());
            new TimelinePainter(ink, palette, fonts, context.texts(), timeline, look).paint();
            return ink.document();
        };
    }

    // ---- mouse

    private double chartX(double x) {
        return x - TimelinePainter.HEAD_WIDTH;
    }

    private double laneY(double y) {
        return y - TimelinePainter.AXIS_HEIGHT + scrollBar.getValue();
    }

    private Optional<LeaseBar> barAt(MouseEvent event) {
        Timeline timeline = viewModel.timelineProperty().get();
        if (timeline == null || chartX(event.getX()) < 0 || event.getY() < TimelinePainter.AXIS_HEIGHT) {
            return Optional.empty();
        }
        return timeline.barAt(chartX(event.getX()), laneY(event.getY()));
    }

    private void scrolled(ScrollEvent event) {
        Timeline timeline = viewModel.timelineProperty().get();
        if (timeline == null) {
            return;
        }
        if (event.isControlDown() || event.isShortcutDown()) {
            double factor = event.getDeltaY() > 0 ? 1 / ZOOM : ZOOM;
            viewModel.zoomAt(
                    Math.clamp(chartX(event.getX()), 0, timeline.scale().width()), factor);
        } else if (Math.abs(event.getDeltaX()) > Math.abs(event.getDeltaY())) {
            viewModel.pan(timeline.scale().duration(-event.getDeltaX()));
        } else {
            scrollBy(-event.getDeltaY());
        }
        event.consume();
    }

    /** Moves the lanes by so many px. */
    void scrollBy(double by) {
        scrollBar.setValue(Math.clamp(scrollBar.getValue() + by, 0, scrollBar.getMax()));
    }

    private void pressed(MouseEvent event) {
        requestFocus();
        measuring = event.isShiftDown() && chartX(event.getX()) >= 0;
        pressedX = event.getX();
        pressedY = event.getY();
        lastX = pressedX;
        lastY = pressedY;
        dragged = false;
    }

    private void dragged(MouseEvent event) {
        dragged |= Math.hypot(event.getX() - pressedX, event.getY() - pressedY) > CLICK;
        Timeline timeline = viewModel.timelineProperty().get();
        if (!dragged || timeline == null || event.getButton() != MouseButton.PRIMARY) {
            return;
        }
        if (measuring) {
            viewModel.measure(instantAt(timeline, pressedX), instantAt(timeline, event.getX()));
            return;
        }
        if (event.getX() != lastX) {
            viewModel.pan(timeline.scale().duration(lastX - event.getX()));
        }
        scrollBy(lastY - event.getY());
        lastX = event.getX();
        lastY = event.getY();
    }

    private Instant instantAt(Timeline timeline, double x) {
        return timeline.scale()
                .instantAt(Math.clamp(chartX(x), 0, timeline.scale().width()));
    }

    private void released(MouseEvent event) {
        Timeline timeline = viewModel.timelineProperty().get();
        if (dragged || timeline == null || event.getButton() != MouseButton.PRIMARY) {
            return;
        }
        Optional<LeaseBar> bar = barAt(event);
        if (bar.isPresent()) {
            viewModel.selection().select(bar.get().lease());
        } else if (chartX(event.getX()) < 0) {
            timeline.laneAt(laneY(event.getY()))
                    .filter(lane -> lane.summary() != null)
                    .ifPresent(lane -> viewModel.toggleGroup(lane.key()));
        } else {
            openFoldAt(timeline, chartX(event.getX()));
        }
    }

    private void openFoldAt(Timeline timeline, double x) {
        timeline.scale().folds().stream()
                .filter(fold -> x >= timeline.scale().x(fold.from())
                        && x < timeline.scale().x(fold.to()))
                .findFirst()
                .ifPresent(viewModel::openFold);
    }

    private void moved(MouseEvent event) {
        hover(barAt(event).orElse(null));
    }

    private void hover(@Nullable LeaseBar bar) {
        UUID id = bar == null ? null : bar.lease().leaseId();
        if (java.util.Objects.equals(id, hovered)) {
            return;
        }
        hovered = id;
        Tooltip.uninstall(this, tip);
        if (bar != null) {
            tip.setText(context.texts()
                    .text(
                            "leases.tip",
                            bar.lease().type(),
                            ShortId.of(bar.lease().taskId()),
                            bar.lease().workerId(),
                            bar.end(),
                            Durations.precise(LeaseDossier.held(
                                    bar.lease(), viewModel.nowProperty().get()))));
            Tooltip.install(this, tip);
        }
        repaint();
    }

    // ---- keys

    private void keyPressed(KeyEvent event) {
        Timeline.Step step = switch (event.getCode()) {
            case LEFT -> Timeline.Step.LEFT;
            case RIGHT -> Timeline.Step.RIGHT;
            case UP -> Timeline.Step.UP;
            case DOWN -> Timeline.Step.DOWN;
            default -> null;
        };
        if (step == null || event.isAltDown()) {
            return;
        }
        viewModel.walk(step).ifPresent(this::reveal);
        event.consume();
    }

    private void reveal(Timeline.Stop stop) {
        double visible = getHeight() - TimelinePainter.AXIS_HEIGHT;
        double height = stop instanceof Timeline.Stop.OnLane ? Lane.SUMMARY_HEIGHT : LeaseBar.ROW_HEIGHT;
        if (stop.y() < scrollBar.getValue()) {
            scrollBy(stop.y() - Lane.PADDING - scrollBar.getValue());
        } else if (stop.y() + height > scrollBar.getValue() + visible) {
            scrollBy(stop.y() + height - scrollBar.getValue() - visible);
        }
    }
}
