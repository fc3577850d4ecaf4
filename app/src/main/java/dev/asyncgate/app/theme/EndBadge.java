package dev.asyncgate.app.theme;

import javafx.scene.canvas.GraphicsContext;

/** The end of a lease as it stands beside its word: 16 × 14 px, in the colours of one theme. */
public final class EndBadge extends Painted {

    private static final double HEIGHT = 14;

    private final StateLook end;
    private final Palette palette;

    public EndBadge(StateLook end, Palette palette) {
        super(LeaseCap.WIDTH, HEIGHT);
        this.end = end;
        this.palette = palette;
    }

    @Override
    protected void paint(GraphicsContext onto) {
        LeaseCap.paintBadge(onto, end, palette, 0, 0, HEIGHT);
    }
}
