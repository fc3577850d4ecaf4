package dev.asyncgate.app.leases;

import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Ink;
import dev.asyncgate.app.theme.Palette;
import dev.asyncgate.app.theme.StateLook;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.Durations;
import dev.asyncgate.app.words.Instants;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;

/** Paints a timeline into a viewport: axis above, names of lanes on the left, bars in the rest. */
final class TimelinePainter {

    static final double HEAD_WIDTH = 132;
    static final double AXIS_HEIGHT = 30;
    static final double RIGHT_MARGIN = 8;

    private static final double NOW_FLAG = 62;

    private static final double HATCH = 9;

    /**
     * What besides the timeline decides the picture.
     *
     * @param past whether {@code now} is an earlier instant: what had not happened is hatched
     */
    record Look(
            double width,
            double height,
            double scroll,
            Instant now,
            boolean past,
            LaneBy laneBy,
            @Nullable UUID selected,
            @Nullable UUID hovered,
            @Nullable String selectedLane,
            @Nullable TimeWindow measured) {}

    private final Ink canvas;
    private final Palette palette;
    private final CanvasFonts fonts;
    private final Texts texts;
    private final Timeline timeline;
    private final Look look;
    private final TimeScale scale;
    private final double bottom;

    TimelinePainter(Ink canvas, Palette palette, CanvasFonts fonts, Texts texts, Timeline timeline, Look look) {
        this.canvas = canvas;
        this.palette = palette;
        this.fonts = fonts;
        this.texts = texts;
        this.timeline = timeline;
        this.look = look;
        this.scale = timeline.scale();
        this.bottom = Math.min(look.height(), AXIS_HEIGHT + timeline.height() - look.scroll());
    }

    void paint() {
        clipped(0, AXIS_HEIGHT, look.width(), this::paintLaneGrounds);
        clipped(HEAD_WIDTH, 0, look.width() - HEAD_WIDTH, () -> {
            paintGrid();
            paintFuture();
        });
        clipped(HEAD_WIDTH, AXIS_HEIGHT, look.width() - HEAD_WIDTH, this::paintLanes);
        paintFolds();
        clipped(HEAD_WIDTH, AXIS_HEIGHT, look.width() - HEAD_WIDTH, this::paintSelection);
        clipped(0, AXIS_HEIGHT, HEAD_WIDTH, this::paintNames);
        paintFrame();
        paintMeasured();
        paintNow();
    }

    /** The picture's height when nothing of it is scrolled away. */
    static double heightOf(Timeline timeline) {
        return AXIS_HEIGHT + timeline.height() + 1;
    }

    private void clipped(double x, double y, double width, Runnable painting) {
        canvas.save();
        canvas.clip(x, y, width, look.height() - y);
        painting.run();
        canvas.restore();
    }

    private double top(Lane lane) {
        return Math.rint(AXIS_HEIGHT + lane.y() - look.scroll());
    }

    private boolean isVisible(Lane lane) {
        return top(lane) < look.height() && top(lane) + lane.height() > AXIS_HEIGHT;
    }

    // ---- ground

    private void paintLaneGrounds() {
        int number = 0;
        for (Lane lane : timeline.lanes()) {
            boolean inset = number++ % 2 == 0 || lane.summary() != null;
            if (isVisible(lane)) {
                canvas.setGlobalAlpha(0.55);
                canvas.setFill(inset ? palette.inset() : palette.background());
                canvas.fillRect(0, top(lane), look.width(), lane.height());
                canvas.setGlobalAlpha(1);
                canvas.setFill(palette.borderSubtle());
                canvas.fillRect(0, top(lane) + lane.height() - 1, look.width(), 1);
            }
        }
    }

    private void paintGrid() {
        double nowX = scale.x(look.now());
        canvas.setTextAlign(TextAlignment.CENTER);
        for (AxisTick tick : timeline.ticks()) {
            double x = HEAD_WIDTH + Math.rint(tick.x());
            canvas.setFill(tick.major() ? palette.grid() : palette.border());
            double length = tick.major() ? bottom - AXIS_HEIGHT + 5 : 3;
            canvas.fillRect(x, AXIS_HEIGHT - (tick.major() ? 5 : 3), 1, length);
            if (tick.major() && hasRoom(tick, nowX)) {
                canvas.setFont(fonts.data());
                canvas.setFill(palette.textMuted());
                canvas.fillText(tick.label(), x, 17);
            }
        }
        canvas.setTextAlign(TextAlignment.LEFT);
    }

    private boolean hasRoom(AxisTick tick, double nowX) {
        double half = tick.label().length() * 3.3;
        boolean nearFold = scale.folds().stream()
                .anyMatch(fold -> Math.abs(tick.x() - scale.x(fold.from()) - TimeScale.FOLD_WIDTH / 2) < 36 + half);
        boolean nearNow = Math.abs(tick.x() - nowX) < NOW_FLAG / 2 + half;
        return !nearFold && !nearNow && tick.x() > half && tick.x() < scale.width() - half;
    }

    private void paintFuture() {
        double x = HEAD_WIDTH + Math.max(0, scale.x(look.now()));
        if (x < look.width()) {
            canvas.setGlobalAlpha(0.45);
            canvas.setFill(palette.colour("color-neutral-subtle"));
            canvas.fillRect(x, AXIS_HEIGHT, look.width() - x, bottom - AXIS_HEIGHT);
            canvas.setGlobalAlpha(1);
            if (look.past()) {
                clipped(x, AXIS_HEIGHT, look.width() - x, () -> hatch(x));
            }
        }
    }

    private void hatch(double from) {
        double height = bottom - AXIS_HEIGHT;
        canvas.setStroke(palette.borderMuted());
        canvas.setLineWidth(1);
        for (double x = from - height; x < look.width(); x += HATCH) {
            canvas.strokeLine(x, bottom, x + height, AXIS_HEIGHT);
        }
    }

    // ---- lanes

    private void paintLanes() {
        canvas.translate(HEAD_WIDTH, 0);
        var bars = new BarPainter(canvas, palette, fonts, texts, scale, look.now());
        for (Lane lane : timeline.lanes()) {
            if (isVisible(lane)) {
                double shift = top(lane) - lane.y();
                lane.bars().forEach(bar -> bars.paint(bar, bar.y() + shift));
                if (lane.summary() != null) {
                    paintSummary(lane, lane.summary());
                }
            }
        }
    }

    private void paintSummary(Lane lane, LaneSummary summary) {
        double nowX = scale.x(look.now());
        double unit = (Lane.SUMMARY_HEIGHT - 8) / summary.highest();
        for (LaneSummary.Column column : summary.columns()) {
            if (look.past() && column.x1() > nowX) {
                continue;
            }
            double right = column.x0() < nowX ? Math.min(column.x1(), nowX) : column.x1();
            double y = top(lane) + Lane.SUMMARY_HEIGHT - 4;
            for (LaneSummary.Part part : column.parts()) {
                boolean strong = part.end().equals("failed") || part.end().equals("expired");
                double height = Math.max(strong ? 2 : 0.5, part.count() * unit * column.scale());
                y -= height;
                canvas.setGlobalAlpha(strong ? 1 : 0.55);
                canvas.setFill(palette.shades(StateLook.ofLease(part.end())).full());
                canvas.fillRect(column.x0(), y, Math.max(1, right - column.x0()), height);
            }
        }
        canvas.setGlobalAlpha(1);
    }

    // ---- folds

    private void paintFolds() {
        for (TimeWindow fold : scale.folds()) {
            double x = HEAD_WIDTH + Math.rint(scale.x(fold.from()));
            canvas.setFill(palette.fold());
            canvas.fillRect(x + 3, AXIS_HEIGHT, TimeScale.FOLD_WIDTH - 6, bottom - AXIS_HEIGHT);
            canvas.setStroke(palette.border());
            canvas.setLineWidth(1);
            paintTornEdge(x + 2, 4);
            paintTornEdge(x + TimeScale.FOLD_WIDTH - 2, -4);
            canvas.setTextAlign(TextAlignment.CENTER);
            canvas.setFill(palette.textMuted());
            canvas.setFont(fonts.words());
            double middle = Math.max(HEAD_WIDTH + 30, Math.min(x + TimeScale.FOLD_WIDTH / 2, look.width() - 30));
            canvas.fillText(texts.text("leases.idle"), middle, 12);
            canvas.setFont(fonts.data());
            canvas.fillText(Durations.precise(fold.length()), middle, 25);
            canvas.setTextAlign(TextAlignment.LEFT);
        }
    }

    private void paintTornEdge(double x, double depth) {
        canvas.beginPath();
        canvas.moveTo(x, AXIS_HEIGHT);
        int tooth = 0;
        for (double y = AXIS_HEIGHT; y < bottom; y += 6) {
            canvas.lineTo(x + (tooth++ % 2 == 0 ? depth : 0), Math.min(bottom, y + 6));
        }
        canvas.stroke();
    }

    // ---- selection

    private void paintSelection() {
        canvas.translate(HEAD_WIDTH, 0);
        timeline.barOf(look.hovered())
                .filter(bar -> !bar.lease().leaseId().equals(look.selected()))
                .ifPresent(bar -> ring(bar, palette.textMuted(), 1));
        timeline.barOf(look.selected()).ifPresent(bar -> {
            Optional<LeaseBar> next = timeline.successor(bar);
            next.ifPresent(successor -> paintElbow(bar, successor));
            ring(bar, palette.colour("color-accent-fg"), 2);
        });
    }

    private double top(LeaseBar bar) {
        return Math.rint(bar.y() + AXIS_HEIGHT - look.scroll());
    }

    private void ring(LeaseBar bar, Color colour, double width) {
        double x0 = Math.max(-20, Math.rint(bar.left())) - 2.5;
        double x1 = Math.min(scale.width() + 20, Math.rint(bar.x1())) + 2.5;
        canvas.setStroke(colour);
        canvas.setLineWidth(width);
        canvas.strokeRoundRect(x0, top(bar) - 2.5, x1 - x0, LeaseBar.HEIGHT + 5, 6, 6);
    }

    private void paintElbow(LeaseBar from, LeaseBar to) {
        Color colour = palette.colour("color-accent-fg");
        boolean up = to.y() < from.y();
        double x = Math.rint(from.x1()) + 2;
        double end = Math.rint(to.x0());
        double middle = top(to) + LeaseBar.HEIGHT / 2;
        canvas.setStroke(colour);
        canvas.setLineWidth(1.3);
        canvas.setLineCap(StrokeLineCap.BUTT);
        canvas.beginPath();
        if (to.y() == from.y()) {
            canvas.moveTo(x, middle);
        } else {
            canvas.moveTo(x, top(from) + (up ? 0 : LeaseBar.HEIGHT));
            canvas.lineTo(x, middle + (up ? 6 : -6));
            canvas.quadraticCurveTo(x, middle, Math.min(x + 6, end - 1), middle);
        }
        canvas.lineTo(end - 1, middle);
        canvas.stroke();
        canvas.setFill(colour);
        canvas.fillOval(end - 3.5, middle - 3.5, 7, 7);
    }

    private void paintMeasured() {
        TimeWindow measured = look.measured();
        if (measured == null) {
            return;
        }
        double x0 = HEAD_WIDTH + Math.max(0, Math.rint(scale.x(measured.from())));
        double x1 = HEAD_WIDTH + Math.min(look.width() - HEAD_WIDTH, Math.rint(scale.x(measured.to())));
        if (x1 < x0) {
            return;
        }
        Color accent = palette.colour("color-accent-fg");
        canvas.setGlobalAlpha(0.14);
        canvas.setFill(accent);
        canvas.fillRect(x0, AXIS_HEIGHT, x1 - x0, look.height() - AXIS_HEIGHT);
        canvas.setGlobalAlpha(1);
        canvas.fillRect(x0, AXIS_HEIGHT - 6, 1, look.height() - AXIS_HEIGHT + 6);
        canvas.fillRect(x1, AXIS_HEIGHT - 6, 1, look.height() - AXIS_HEIGHT + 6);
        canvas.fillRect(x0, AXIS_HEIGHT - 4, x1 - x0, 1);
        String length = Durations.precise(measured.length());
        double width = length.length() * 6.6 + 14;
        double left =
                Math.clamp((x0 + x1 - width) / 2, HEAD_WIDTH + 2, Math.max(HEAD_WIDTH + 2, look.width() - width - 2));
        canvas.fillRoundRect(left, AXIS_HEIGHT - 13, width, 18, 6, 6);
        canvas.setFont(fonts.dataBold());
        canvas.setFill(palette.inset());
        canvas.setTextAlign(TextAlignment.CENTER);
        canvas.fillText(length, left + width / 2, AXIS_HEIGHT);
        canvas.setTextAlign(TextAlignment.LEFT);
    }

    // ---- names, frame, now

    private void paintNames() {
        for (Lane lane : timeline.lanes()) {
            if (isVisible(lane)) {
                if (lane.summary() == null) {
                    paintName(lane);
                } else {
                    paintSummaryName(lane);
                }
            }
        }
    }

    private void paintName(Lane lane) {
        double y = top(lane) + 18;
        String note = lane.live() > 0 ? texts.text("leases.lane_live", lane.live()) : texts.text("leases.idle");
        canvas.setFont(fonts.words());
        canvas.setFill(lane.live() > 0 ? palette.textMuted() : palette.textSubtle());
        canvas.setTextAlign(TextAlignment.RIGHT);
        canvas.fillText(note, HEAD_WIDTH - 12, y);
        canvas.setTextAlign(TextAlignment.LEFT);
        canvas.setFont(fonts.lane());
        canvas.setFill(palette.text());
        double room = HEAD_WIDTH - 12 - note.length() * 5.6 - 20;
        canvas.fillText(cut(lane.name(), room), 16, y);
    }

    private void paintSummaryName(Lane lane) {
        double y = top(lane);
        if (lane.key().equals(look.selectedLane())) {
            canvas.setStroke(palette.colour("color-accent-fg"));
            canvas.setLineWidth(2);
            canvas.strokeRoundRect(4, y + 3, HEAD_WIDTH - 9, lane.height() - 7, 6, 6);
        }
        if (lane.isGroup()) {
            Glyphs.paint(canvas, Glyphs.iconPath("right"), 12, y + 11, 11.2, palette.textMuted());
        }
        canvas.setFont(fonts.lane());
        canvas.setFill(palette.text());
        canvas.fillText(cut(lane.name(), HEAD_WIDTH - 34), 26, y + 20);
        canvas.setFont(fonts.words());
        canvas.setFill(palette.textMuted());
        String count = texts.text("leases.number", lane.leases());
        String members = texts.text("leases.lanes_" + look.laneBy().key(), lane.members());
        canvas.fillText(lane.isGroup() ? members + ", " + count : count, 26, y + 37);
    }

    /** 12 px JetBrains Mono is 7.2 px a character. */
    private static String cut(String name, double room) {
        int fits = (int) Math.max(2, room / 7.2);
        return name.length() <= fits ? name : name.substring(0, fits - 1) + "…";
    }

    private void paintFrame() {
        canvas.setFill(palette.border());
        canvas.fillRect(HEAD_WIDTH, 0, 1, Math.max(AXIS_HEIGHT, bottom));
        canvas.fillRect(0, AXIS_HEIGHT, look.width(), 1);
        canvas.setFont(fonts.words());
        canvas.setFill(palette.textMuted());
        canvas.fillText(lanesInWords(), 16, 19);
    }

    private String lanesInWords() {
        long groups = timeline.lanes().stream().filter(Lane::isGroup).count();
        String lanes = texts.text(
                "leases.lanes_" + look.laneBy().key(), timeline.lanes().size() - groups);
        return groups == 0 ? lanes : lanes + ", " + texts.text("leases.groups", groups);
    }

    private void paintNow() {
        double inChart = scale.x(look.now());
        if (inChart < 0 || inChart > look.width() - HEAD_WIDTH) {
            return;
        }
        double x = HEAD_WIDTH + inChart;
        Color colour = look.past() ? palette.colour("color-accent-fg") : palette.now();
        canvas.setFill(colour);
        canvas.fillRect(x - 0.75, AXIS_HEIGHT - 8, 1.5, Math.max(8, bottom - AXIS_HEIGHT + 8));
        canvas.setStroke(colour);
        canvas.setLineCap(StrokeLineCap.ROUND);
        double flag = Math.min(x - NOW_FLAG / 2, look.width() - NOW_FLAG);
        canvas.fillRoundRect(flag, 4, NOW_FLAG, 18, 6, 6);
        canvas.setFont(fonts.dataBold());
        canvas.setFill(palette.inset());
        canvas.setTextAlign(TextAlignment.CENTER);
        canvas.fillText(Instants.second(look.now()), flag + NOW_FLAG / 2, 17);
        canvas.setTextAlign(TextAlignment.LEFT);
    }
}
