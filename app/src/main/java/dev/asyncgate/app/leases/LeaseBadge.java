package dev.asyncgate.app.leases;

import dev.asyncgate.app.theme.LeaseCap;
import dev.asyncgate.app.theme.Palette;
import dev.asyncgate.app.theme.StateLook;
import javafx.scene.canvas.Canvas;

/** The end of a lease as it stands beside its word: 16 × 14 px, in the colours of one theme. */
final class LeaseBadge extends Canvas {

    private static final double HEIGHT = 14;

    LeaseBadge(String end, Palette palette) {
        super(LeaseCap.WIDTH, HEIGHT);
        setMouseTransparent(true);
        LeaseCap.paintBadge(getGraphicsContext2D(), StateLook.ofLease(end), palette, 0, 0, HEIGHT);
    }
}
