package dev.asyncgate.app.tasks;

import dev.asyncgate.app.theme.Painted;
import dev.asyncgate.app.theme.Palette;
import dev.asyncgate.app.theme.Texts;
import javafx.scene.canvas.GraphicsContext;

/** The states and the way taken through them, 312 × 116 px. */
final class StatePathCanvas extends Painted {

    private final StatePath path;
    private final Palette palette;
    private final Texts texts;

    StatePathCanvas(StatePath path, Palette palette, Texts texts) {
        super(312, 116);
        this.path = path;
        this.palette = palette;
        this.texts = texts;
        setAccessibleText(
                texts.text("tasks.path_words", path.status().wireName(), path.claims(), path.starts(), path.backs()));
    }

    @Override
    protected void paint(GraphicsContext onto) {
        new StatePathPainter(onto, path, palette, texts).paint();
    }
}
