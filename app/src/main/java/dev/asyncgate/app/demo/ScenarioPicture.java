package dev.asyncgate.app.demo;

import dev.asyncgate.app.theme.StateLook;
import dev.asyncgate.app.theme.Themes;
import dev.asyncgate.workers.demo.Scenario;
import java.util.List;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;

/** What the lanes of a scenario will look like, in small. */
final class ScenarioPicture extends Region {

    private static final double HEIGHT = 14;

    private final Themes themes;
    private final List<Mark> marks;
    private final Canvas canvas = new Canvas();

    /** A bar, from and to as shares of the width. */
    private record Mark(StateLook look, double from, double to) {}

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
            case STEADY ->
                List.of(
                        completed(0, 0.17),
                        completed(0.19, 0.30),
                        new Mark(StateLook.LEASE_RETRIED, 0.32, 0.41),
                        completed(0.43, 0.60),
                        completed(0.62, 0.73),
                        new Mark(StateLook.LEASE_FAILED, 0.75, 0.82),
                        completed(0.84, 1));
            case CRASHING ->
                List.of(
                        completed(0, 0.14),
                        new Mark(StateLook.LEASE_EXPIRED, 0.16, 0.43),
                        completed(0.45, 0.56),
                        completed(0.58, 0.72),
                        new Mark(StateLook.LEASE_EXPIRED, 0.74, 1));
        };
    }

    private static Mark completed(double from, double to) {
        return new Mark(StateLook.LEASE_COMPLETED, from, to);
    }

    @Override
    protected void layoutChildren() {
        canvas.setWidth(getWidth());
        canvas.setHeight(HEIGHT);
        paint();
    }

    private void paint() {
        GraphicsContext context = canvas.getGraphicsContext2D();
        context.clearRect(0, 0, canvas.getWidth(), HEIGHT);
        var painter = new LeaseBarPainter(context, themes.paletteProperty().get());
        for (Mark mark : marks) {
            double x = Math.rint(mark.from() * canvas.getWidth());
            double right = Math.rint(mark.to() * canvas.getWidth());
            painter.paint(new LeaseBarPainter.Box(x, 0, right - x, HEIGHT, x), mark.look(), List.of());
        }
    }
}
