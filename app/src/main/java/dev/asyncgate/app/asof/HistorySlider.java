package dev.asyncgate.app.asof;

import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.theme.Fonts;
import dev.asyncgate.app.theme.Palette;
import dev.asyncgate.app.theme.SharpCanvas;
import dev.asyncgate.app.theme.StateLook;
import dev.asyncgate.history.HistorySpan;
import dev.asyncgate.lease.LeaseBucket;
import dev.asyncgate.lease.LeaseEnd;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/**
 * The slider: what went on as a strip, the track, marks where something went wrong, and the instant as its thumb. A drag
 * moves it, the wheel shows more or less of time. For the FX thread only.
 */
final class HistorySlider extends Region {

    static final double HEIGHT = 62;

    private static final double SIDE = 24;
    private static final double GROUND = 26;
    private static final double TALLEST = 18;
    private static final double TRACK = 30;
    private static final double ZOOM = 1.25;
    private static final double LABEL_ROOM = 76;
    private static final List<LeaseEnd> MARKED =
            List.of(LeaseEnd.RELEASED, LeaseEnd.CANCELED, LeaseEnd.EXPIRED, LeaseEnd.FAILED, LeaseEnd.REVOKED);
    private static final long[] TICK_SECONDS = {
        1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400, 172_800, 604_800
    };
    private static final DateTimeFormatter MINUTE = format("HH:mm");
    private static final DateTimeFormatter SECOND = format("HH:mm:ss");
    private static final DateTimeFormatter DAY = format("MM-dd HH:mm");

    private final PlaceContext context;
    private final AsOfViewModel viewModel;
    private final Canvas canvas = new Canvas();
    private final Font data = Font.font(Fonts.DATA, 11);

    HistorySlider(PlaceContext context, AsOfViewModel viewModel) {
        this.context = context;
        this.viewModel = viewModel;
        getChildren().add(canvas);
        getStyleClass().add("history-slider");
        setMinHeight(HEIGHT);
        setPrefHeight(HEIGHT);
        setMaxHeight(HEIGHT);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.SLIDER);
        setAccessibleText(context.texts().text("asof.slider"));
        canvas.setMouseTransparent(true);
        setPickOnBounds(true);
        context.themes().paletteProperty().subscribe(ignored -> requestLayout());
        context.themes().scaleProperty().subscribe(ignored -> requestLayout());
        viewModel.atProperty().subscribe(ignored -> requestLayout());
        viewModel.rangeProperty().subscribe(ignored -> requestLayout());
        viewModel.activityProperty().subscribe(ignored -> requestLayout());
        viewModel.spanProperty().subscribe(ignored -> requestLayout());
        focusedProperty().subscribe(ignored -> requestLayout());
        setOnMousePressed(this::pressed);
        setOnMouseDragged(event -> viewModel.drag(instantAt(event.getX())));
        setOnScroll(this::scrolled);
    }

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }

    private void pressed(MouseEvent event) {
        requestFocus();
        viewModel.playingProperty().set(false);
        viewModel.drag(instantAt(event.getX()));
    }

    private void scrolled(ScrollEvent event) {
        if (event.getDeltaY() != 0) {
            viewModel.zoom(instantAt(event.getX()), event.getDeltaY() > 0 ? 1 / ZOOM : ZOOM);
            event.consume();
        }
    }

    private double x(Instant instant) {
        return SIDE + viewModel.rangeProperty().get().fractionOf(instant) * (getWidth() - 2 * SIDE);
    }

    private Instant instantAt(double x) {
        return viewModel.rangeProperty().get().at((x - SIDE) / Math.max(1, getWidth() - 2 * SIDE));
    }

    // ---- painting

    @Override
    protected void layoutChildren() {
        GraphicsContext graphics = SharpCanvas.fit(canvas, getWidth(), getHeight(), context.themes());
        if (getWidth() > 4 * SIDE) {
            paint(graphics, context.themes().paletteProperty().get());
        }
    }

    private void paint(GraphicsContext graphics, Palette palette) {
        paintUnknown(graphics, palette);
        paintActivity(graphics, palette);
        paintTicks(graphics, palette);
        paintTrack(graphics, palette);
    }

    /** Before the first task that is still there nothing is known, where retention has been. */
    private void paintUnknown(GraphicsContext graphics, Palette palette) {
        HistorySpan.Span span = viewModel.spanProperty().get();
        Instant first = span == null ? null : span.first();
        if (span == null || first == null || !span.archived()) {
            return;
        }
        double end = Math.min(x(first), getWidth() - SIDE);
        graphics.save();
        graphics.beginPath();
        graphics.rect(0, GROUND - TALLEST, Math.max(SIDE, end), TALLEST);
        graphics.clip();
        graphics.setStroke(palette.border());
        graphics.setLineWidth(1);
        for (double x = -TALLEST; x < Math.max(SIDE, end); x += 6) {
            graphics.strokeLine(x, GROUND, x + TALLEST, GROUND - TALLEST);
        }
        graphics.restore();
    }

    private void paintActivity(GraphicsContext graphics, Palette palette) {
        Activity activity = viewModel.activityProperty().get();
        if (activity == null) {
            return;
        }
        Instant at = viewModel.atProperty().get();
        int highest = activity.buckets().stream()
                .mapToInt(LeaseBucket::touching)
                .max()
                .orElse(1);
        double unit = TALLEST / Math.max(4, highest);
        Color past = palette.colour("color-accent-fg");
        Color later = palette.colour("color-neutral-emphasis");
        for (LeaseBucket bucket : activity.buckets()) {
            double left = Math.max(SIDE, x(bucket.from()));
            double right = Math.min(getWidth() - SIDE, x(bucket.from().plus(activity.length())));
            if (right > left) {
                boolean before = bucket.from().isBefore(at);
                graphics.setGlobalAlpha(before ? 0.55 : 0.45);
                graphics.setFill(before ? past : later);
                double height = Math.max(1, bucket.touching() * unit);
                graphics.fillRect(left, GROUND - height, Math.max(1, right - left - 1), height);
                graphics.setGlobalAlpha(1);
                paintMark(graphics, palette, bucket, (left + right) / 2);
            }
        }
    }

    private static void paintMark(GraphicsContext graphics, Palette palette, LeaseBucket bucket, double x) {
        for (LeaseEnd end : MARKED) {
            if (bucket.ended(end) > 0) {
                graphics.setFill(
                        palette.shades(StateLook.ofLease(end.wireName())).full());
                graphics.fillRect(Math.rint(x) - 1.5, TRACK + 7, 3, 6);
            }
        }
    }

    private void paintTrack(GraphicsContext graphics, Palette palette) {
        double right = getWidth() - SIDE;
        double thumb = Math.clamp(x(viewModel.atProperty().get()), SIDE, right);
        graphics.setFill(palette.colour("color-neutral-muted"));
        graphics.fillRoundRect(SIDE, TRACK, right - SIDE, 4, 4, 4);
        graphics.setFill(palette.accent());
        graphics.fillRoundRect(SIDE, TRACK, thumb - SIDE, 4, 4, 4);
        Color accent = palette.colour("color-accent-fg");
        if (isFocused()) {
            graphics.setStroke(palette.accent());
            graphics.setLineWidth(2);
            graphics.strokeOval(thumb - 11, TRACK - 9, 22, 22);
        }
        graphics.setFill(palette.background());
        graphics.fillOval(thumb - 8, TRACK - 6, 16, 16);
        graphics.setStroke(accent);
        graphics.setLineWidth(2.5);
        graphics.strokeOval(thumb - 8, TRACK - 6, 16, 16);
        graphics.setFill(accent);
        graphics.fillOval(thumb - 2.5, TRACK - 0.5, 5, 5);
    }

    private void paintTicks(GraphicsContext graphics, Palette palette) {
        Range range = viewModel.rangeProperty().get();
        long seconds = tickSeconds(range);
        DateTimeFormatter words =
                seconds < 60 ? SECOND : range.length().compareTo(Duration.ofDays(1)) > 0 ? DAY : MINUTE;
        graphics.setFont(data);
        graphics.setFill(palette.textSubtle());
        graphics.setTextAlign(TextAlignment.CENTER);
        long first = Math.ceilDiv(range.from().getEpochSecond(), seconds) * seconds;
        for (long at = first; at <= range.to().getEpochSecond(); at += seconds) {
            double x = x(Instant.ofEpochSecond(at));
            if (x > LABEL_ROOM / 2 && x < getWidth() - LABEL_ROOM / 2) {
                graphics.fillText(words.format(Instant.ofEpochSecond(at)), x, 57);
            }
        }
        graphics.setTextAlign(TextAlignment.LEFT);
    }

    private long tickSeconds(Range range) {
        double width = getWidth() - 2 * SIDE;
        for (long seconds : TICK_SECONDS) {
            if (width * seconds / Math.max(1, range.length().toSeconds()) >= LABEL_ROOM) {
                return seconds;
            }
        }
        return TICK_SECONDS[TICK_SECONDS.length - 1];
    }
}
