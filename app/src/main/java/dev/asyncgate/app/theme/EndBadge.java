package dev.asyncgate.app.theme;

import javafx.scene.canvas.Canvas;

/** The end of a lease as it stands beside its word: 16 × 14 px, in the colours of one theme. */
public final class EndBadge extends Canvas {

    private static final double HEIGHT = 14;

    public EndBadge(StateLook end, Palette palette) {
        super(LeaseCap.WIDTH, HEIGHT);
        setMouseTransparent(true);
        LeaseCap.paintBadge(getGraphicsContext2D(), end, palette, 0, 0, HEIGHT);
    }
}
