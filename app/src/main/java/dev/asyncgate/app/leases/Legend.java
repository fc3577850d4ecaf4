package dev.asyncgate.app.leases;

import dev.asyncgate.app.shell.Gaps;
import dev.asyncgate.app.theme.EndBadge;
import dev.asyncgate.app.theme.Painted;
import dev.asyncgate.app.theme.Palette;
import dev.asyncgate.app.theme.StateLook;
import dev.asyncgate.app.theme.Texts;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;

/** What the shapes mean. */
final class Legend {

    private Legend() {}

    static List<Node> entries(Palette palette, Texts texts) {
        var entries = new ArrayList<Node>();
        LeasesViewModel.ends()
                .forEach(end -> entries.add(new Label(end, new EndBadge(StateLook.ofLease(end), palette))));
        entries.add(Gaps.line());
        entries.add(new Label(texts.text("leases.renewal"), renewal(palette)));
        entries.add(new Label(texts.text("leases.late"), late(palette)));
        return entries;
    }

    private static Node renewal(Palette palette) {
        return new Painted(10, 14) {
            @Override
            protected void paint(GraphicsContext canvas) {
                canvas.setFill(palette.colour("color-neutral-muted"));
                canvas.fillRect(0, 0, 10, 14);
                canvas.setFill(palette.textMuted());
                canvas.fillRect(2, 0, 1.5, 5);
                canvas.fillRect(6, 0, 1.5, 5);
            }
        };
    }

    private static Node late(Palette palette) {
        return new Painted(14, 14) {
            @Override
            protected void paint(GraphicsContext canvas) {
                canvas.setStroke(palette.colour("color-danger-fg"));
                canvas.setLineWidth(1.2);
                canvas.strokePolygon(new double[] {7, 13.2, 7, 0.8}, new double[] {0.8, 7, 13.2, 7}, 4);
                canvas.strokeLine(5, 5, 9, 9);
                canvas.strokeLine(9, 5, 5, 9);
            }
        };
    }
}
