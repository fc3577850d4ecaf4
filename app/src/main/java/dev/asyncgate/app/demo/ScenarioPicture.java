package dev.asyncgate.app.demo;

import dev.asyncgate.app.theme.SharpCanvas;
import dev.asyncgate.app.theme.StateLook;
import dev.asyncgate.app.theme.Themes;
import dev.asyncgate.workers.demo.Scenario;
import java.util.List;
import java.util.stream.IntStream;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;

/** What the lanes of a scenario will look like, in small. */
final class ScenarioPicture extends Region {

    private static final double HEIGHT = 14;

    private final Themes themes;
    private final List<Mark> marks;
    private final Canvas canvas = new Canvas();

    /** A bar, from and to as shares of the width; ticks and now as shares of the bar. */
    private record Mark(StateLook look, double from, double to, List<Double> ticks, double now) {
        Mark(StateLook look, double from, double to) {
            this(look, from, to, List.of(), 1);
        }
    }

    ScenarioPicture(Themes themes, Scenario scenario) {
        this.themes = themes;
        this.marks = marks(scenario);
        setMinHeight(HEIGHT);
        setPrefHeight(HEIGHT);
        setMaxHeight(HEIGHT);
        setMinWidth(0);
        setMouseTransparent(true);
        getChildren().add(canvas);
        themes.paletteProperty().subscribe(ignored -> paint());
    }

    private static List<Mark> marks(Scenario scenario) {
        return switch (scenario) {
            case STEADY -> List.of(completed(0, 0.25), completed(0.27, 0.5), completed(0.52, 0.75), completed(0.77, 1));
            case BURST -> row(StateLook.LEASE_COMPLETED, 9, 0);
            case CRASHING -> List.of(completed(0, 0.2), expired(0.23, 0.58), completed(0.6, 0.8), expired(0.82, 1));
            case HOARDING ->
                List.of(
                        new Mark(StateLook.LEASE_EXPIRED, 0, 0.68, ticks(0.1, 8), 1),
                        new Mark(StateLook.LEASE_ACTIVE, 0.72, 1, List.of(), 0.5));
            case FLAKY ->
                List.of(
                        new Mark(StateLook.LEASE_RETRIED, 0, 0.19),
                        new Mark(StateLook.LEASE_RETRIED, 0.22, 0.44),
                        new Mark(StateLook.LEASE_FAILED, 0.47, 0.64),
                        new Mark(StateLook.LEASE_RETRIED, 0.66, 0.81),
                        completed(0.83, 1));
            case UNLOCATABLE -> List.of(completed(0, 0.3), completed(0.32, 0.66), completed(0.68, 1));
            case DELEGATION_TREE -> List.of(new Mark(StateLook.LEASE_COMPLETED, 0, 1, ticks(0.2, 4), 1));
            case EXPIRY_STORM -> row(StateLook.LEASE_EXPIRED, 6, 0.04);
        };
    }

    private static Mark completed(double from, double to) {
        return new Mark(StateLook.LEASE_COMPLETED, from, to);
    }

    private static Mark expired(double from, double to) {
        return new Mark(StateLook.LEASE_EXPIRED, from, to);
    }

    private static List<Double> ticks(double step, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(n -> n * step).toList();
    }

    /** Bars of one width, side by side. */
    private static List<Mark> row(StateLook look, int count, double margin) {
        double step = (1 - 2 * margin) / count;
        return IntStream.range(0, count)
                .mapToObj(n -> new Mark(look, margin + n * step, margin + (n + 1) * step - 0.02))
                .toList();
    }

    @Override
    protected void layoutChildren() {
        paint();
    }

    private void paint() {
        GraphicsContext context = SharpCanvas.fit(canvas, getWidth(), HEIGHT, themes);
        var painter = new LeaseBarPainter(context, themes.paletteProperty().get());
        for (Mark mark : marks) {
            double x = Math.rint(mark.from() * getWidth());
            double width = Math.rint(mark.to() * getWidth()) - x;
            List<Double> ticks =
                    mark.ticks().stream().map(tick -> x + tick * width).toList();
            painter.paint(new LeaseBarPainter.Box(x, 0, width, HEIGHT, x + mark.now() * width), mark.look(), ticks);
        }
    }
}
