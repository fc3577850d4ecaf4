package dev.asyncgate.app.leases;

import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.theme.Palette;
import dev.asyncgate.app.theme.StateLook;
import dev.asyncgate.lease.LeaseBucket;
import dev.asyncgate.lease.LeaseEnd;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import javafx.scene.Cursor;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.MouseEvent;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;

/** The strip of six hours above the lanes: how many leases lived, where there was trouble, and which part is shown. */
final class OverviewView extends CanvasRegion {

    static final double HEIGHT = 60;

    private static final double HANDLE = 6;
    private static final List<LeaseEnd> TROUBLE = List.of(LeaseEnd.FAILED, LeaseEnd.REVOKED, LeaseEnd.EXPIRED);

    /** What a drag moves. */
    private enum Grip {
        FROM,
        TO,
        WHOLE
    }

    private final LeasesViewModel viewModel;
    private final PlaceContext context;
    private final CanvasFonts fonts;
    private Grip grip = Grip.WHOLE;
    private double grabbedAt;
    private TimeWindow grabbed;

    OverviewView(LeasesViewModel viewModel, PlaceContext context, CanvasFonts fonts) {
        super(context.themes());
        this.viewModel = viewModel;
        this.context = context;
        this.fonts = fonts;
        this.grabbed = viewModel.viewport().window();
        setMinHeight(HEIGHT);
        setPrefHeight(HEIGHT);
        setMaxHeight(HEIGHT);
        setAccessibleText(context.texts().text("leases.overview"));
        viewModel.overviewProperty().subscribe(ignored -> repaint());
        viewModel.viewport().windowProperty().subscribe(ignored -> repaint());
        setOnMouseMoved(event -> setCursor(cursor(event.getX())));
        setOnMousePressed(this::grab);
        setOnMouseDragged(this::drag);
    }

    // ---- painting

    @Override
    void paint(GraphicsContext canvas, double width, double height) {
        Palette palette = context.themes().paletteProperty().get();
        Overview overview = viewModel.overviewProperty().get();
        canvas.setFont(fonts.words());
        canvas.setFill(palette.textMuted());
        canvas.fillText(context.texts().text("leases.overview_title"), 16, 17);
        canvas.setFill(palette.textSubtle());
        canvas.fillText(context.texts().text("leases.overview_unit"), 16, 32);
        paintBuckets(canvas, palette, overview);
        paintHours(canvas, palette, overview.range());
        paintWindow(canvas, palette);
    }

    private void paintBuckets(GraphicsContext canvas, Palette palette, Overview overview) {
        int highest = overview.buckets().stream()
                .mapToInt(LeaseBucket::touching)
                .max()
                .orElse(1);
        double unit = (HEIGHT - 22) / Math.max(8, highest);
        double width = scale().px(Overview.BUCKET) - 0.8;
        for (LeaseBucket bucket : overview.buckets()) {
            double x = x(bucket.from());
            if (x < TimelinePainter.HEAD_WIDTH) {
                continue;
            }
            double ground = HEIGHT - 16;
            canvas.setGlobalAlpha(0.75);
            fillColumn(canvas, palette.colour("color-neutral-emphasis"), x, ground, width, bucket.touching() * unit);
            canvas.setGlobalAlpha(1);
            for (LeaseEnd end : TROUBLE) {
                if (bucket.ended(end) > 0) {
                    double tall = Math.max(2, bucket.ended(end) * unit);
                    Color colour =
                            palette.shades(StateLook.ofLease(end.wireName())).full();
                    fillColumn(canvas, colour, x, ground, width, tall);
                    ground -= tall;
                }
            }
        }
    }

    private static void fillColumn(
            GraphicsContext canvas, Color colour, double x, double ground, double width, double height) {
        canvas.setFill(colour);
        canvas.fillRect(x, ground - height, width, height);
    }

    private void paintHours(GraphicsContext canvas, Palette palette, TimeWindow range) {
        canvas.setFont(fonts.data());
        canvas.setFill(palette.textSubtle());
        canvas.setTextAlign(TextAlignment.CENTER);
        long hour = Math.ceilDiv(range.from().getEpochSecond(), 3600L) * 3600;
        for (long at = hour; at < range.to().getEpochSecond(); at += 3600) {
            double x = x(Instant.ofEpochSecond(at));
            if (x > TimelinePainter.HEAD_WIDTH + 17 && x < getWidth() - 17) {
                String label = String.format(Locale.ROOT, "%02d:00", at / 3600 % 24);
                canvas.fillText(label, x, HEIGHT - 3);
            }
        }
        canvas.setTextAlign(TextAlignment.LEFT);
    }

    private void paintWindow(GraphicsContext canvas, Palette palette) {
        double left = TimelinePainter.HEAD_WIDTH;
        double right = Math.max(getWidth(), left + 8);
        double from = Math.clamp(x(viewModel.viewport().window().from()), left, right - 6);
        double to = Math.clamp(x(viewModel.viewport().window().to()), from + 4, right - 2);
        canvas.setGlobalAlpha(0.55);
        canvas.setFill(palette.background());
        canvas.fillRect(left, 2, from - left, HEIGHT - 18);
        canvas.fillRect(to, 2, Math.max(0, right - to), HEIGHT - 18);
        canvas.setGlobalAlpha(1);
        Color accent = palette.colour("color-accent-fg");
        canvas.setStroke(accent);
        canvas.setLineWidth(1.5);
        canvas.strokeRoundRect(from, 2, to - from, HEIGHT - 18, 4, 4);
        canvas.setFill(accent);
        canvas.fillRoundRect(from - 2, HEIGHT / 2 - 15, 4, 14, 4, 4);
        canvas.fillRoundRect(to - 2, HEIGHT / 2 - 15, 4, 14, 4, 4);
    }

    // ---- dragging

    private void grab(MouseEvent event) {
        grabbed = viewModel.viewport().window();
        grip = gripAt(event.getX());
        if (grip == Grip.WHOLE && (event.getX() < x(grabbed.from()) || event.getX() > x(grabbed.to()))) {
            grabbed = TimeWindow.around(instantAt(event.getX()), 0.5, grabbed.length());
            viewModel.show(grabbed);
        }
        grabbedAt = event.getX();
    }

    private void drag(MouseEvent event) {
        Duration by = scale().duration(event.getX() - grabbedAt);
        Instant at = instantAt(event.getX());
        Instant latest = grabbed.to().minus(TimeWindow.SHORTEST);
        Instant earliest = grabbed.from().plus(TimeWindow.SHORTEST);
        viewModel.show(
                switch (grip) {
                    case WHOLE -> grabbed.movedBy(by);
                    case FROM -> new TimeWindow(at.isBefore(latest) ? at : latest, grabbed.to());
                    case TO -> new TimeWindow(grabbed.from(), at.isAfter(earliest) ? at : earliest);
                });
    }

    private Grip gripAt(double x) {
        TimeWindow window = viewModel.viewport().window();
        double from = x(window.from());
        double to = x(window.to());
        if (Math.abs(x - to) < HANDLE) {
            return Grip.TO;
        }
        return Math.abs(x - from) < HANDLE ? Grip.FROM : Grip.WHOLE;
    }

    private Cursor cursor(double x) {
        return gripAt(x) == Grip.WHOLE ? Cursor.DEFAULT : Cursor.H_RESIZE;
    }

    private TimeScale scale() {
        double width = getWidth() - TimelinePainter.HEAD_WIDTH - TimelinePainter.RIGHT_MARGIN;
        return new TimeScale(viewModel.overviewProperty().get().range(), Math.max(1, width), List.of());
    }

    private double x(Instant instant) {
        return TimelinePainter.HEAD_WIDTH + scale().x(instant);
    }

    private Instant instantAt(double x) {
        return scale().instantAt(x - TimelinePainter.HEAD_WIDTH);
    }
}
