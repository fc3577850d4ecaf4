package dev.asyncgate.app.overview;

import dev.asyncgate.app.theme.Fonts;
import dev.asyncgate.app.theme.LeaseCap;
import dev.asyncgate.app.theme.Palette;
import dev.asyncgate.app.theme.SharpCanvas;
import dev.asyncgate.app.theme.StateLook;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.theme.Themes;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;

/** What the first steps lead to, in small. For the FX thread only. */
final class FirstRunPicture extends Region {

    private static final double HEIGHT = 140;
    private static final double BAR = 20;

    enum Kind {
        DEMO,
        SUBMIT,
        WORKER
    }

    private final Themes themes;
    private final Texts texts;
    private final Kind kind;
    private final Canvas canvas = new Canvas();
    private final Font data = Font.font(Fonts.DATA, 11);
    private final Font words = Font.font(Fonts.WORDS, 11);

    FirstRunPicture(Themes themes, Texts texts, Kind kind) {
        this.themes = themes;
        this.texts = texts;
        this.kind = kind;
        getStyleClass().add("first-picture");
        setMinSize(0, HEIGHT);
        setPrefHeight(HEIGHT);
        setMaxHeight(HEIGHT);
        setMouseTransparent(true);
        getChildren().add(canvas);
        themes.paletteProperty().subscribe(ignored -> requestLayout());
    }

    @Override
    protected void layoutChildren() {
        if (getWidth() <= 0) {
            return;
        }
        GraphicsContext graphics = SharpCanvas.fit(canvas, getWidth(), getHeight(), themes);
        Palette palette = themes.paletteProperty().get();
        graphics.setTextBaseline(VPos.CENTER);
        switch (kind) {
            case DEMO -> lanes(graphics, palette);
            case SUBMIT -> obligation(graphics, palette);
            case WORKER -> call(graphics, palette);
        }
    }

    // ---- lanes of leases

    private void lanes(GraphicsContext graphics, Palette palette) {
        double left = 84;
        double room = getWidth() - left - 24;
        double now = left + room * 0.78;
        graphics.setStroke(palette.grid());
        for (int i = 0; i < 5; i++) {
            double x = Math.rint(left + room * i / 4) + 0.5;
            graphics.strokeLine(x, 0, x, HEIGHT);
        }
        graphics.setFont(data);
        graphics.setFill(palette.textMuted());
        for (int lane = 0; lane < 3; lane++) {
            graphics.fillText("sim-" + (lane + 1), 18, 33 + lane * 32);
        }
        bar(graphics, palette, StateLook.LEASE_COMPLETED, left, left + room * 0.31, 0);
        bar(graphics, palette, StateLook.LEASE_RETRIED, left + room * 0.36, left + room * 0.58, 0);
        live(graphics, palette, left + room * 0.62, now, left + room * 0.95, 0);
        bar(graphics, palette, StateLook.LEASE_COMPLETED, left, left + room * 0.17, 1);
        bar(graphics, palette, StateLook.LEASE_EXPIRED, left + room * 0.21, left + room * 0.56, 1);
        live(graphics, palette, left + room * 0.6, now, left + room * 0.87, 1);
        bar(graphics, palette, StateLook.LEASE_FAILED, left, left + room * 0.23, 2);
        bar(graphics, palette, StateLook.LEASE_COMPLETED, left + room * 0.27, left + room * 0.63, 2);
        live(graphics, palette, left + room * 0.67, now, left + room * 0.98, 2);
        graphics.setStroke(palette.now());
        graphics.setLineWidth(1.5);
        graphics.strokeLine(now, 8, now, HEIGHT);
        graphics.setLineWidth(1);
    }

    private static void bar(
            GraphicsContext graphics, Palette palette, StateLook look, double from, double to, int lane) {
        Palette.Shades shades = palette.shades(look);
        double y = 23 + lane * 32.0;
        graphics.setFill(shades.tint());
        graphics.fillRect(from, y, to - from - LeaseCap.WIDTH, BAR);
        graphics.setStroke(shades.full());
        graphics.strokeRect(from + 0.5, y + 0.5, to - from - LeaseCap.WIDTH, BAR - 1);
        LeaseCap.paint(graphics, look, palette, to - LeaseCap.WIDTH, y, LeaseCap.WIDTH, BAR);
    }

    private static void live(
            GraphicsContext graphics, Palette palette, double from, double now, double to, int lane) {
        Palette.Shades shades = palette.shades(StateLook.LEASE_ACTIVE);
        double y = 23 + lane * 32.0;
        graphics.setFill(shades.tint());
        graphics.fillRect(from, y, now - from, BAR);
        graphics.setFill(shades.rest());
        graphics.fillRect(now, y, to - now, BAR);
        graphics.setStroke(shades.full());
        graphics.strokeRect(from + 0.5, y + 0.5, now - from, BAR - 1);
        graphics.setLineDashes(3, 2);
        graphics.strokeRect(now + 0.5, y + 0.5, to - now - 1, BAR - 1);
        graphics.setLineDashes();
        graphics.setFill(shades.full());
        graphics.fillRect(from - 1, y, 3, BAR);
        graphics.fillRect(to - 1, y, 2, BAR);
    }

    // ---- an obligation

    private void obligation(GraphicsContext graphics, Palette palette) {
        double left = Math.max(24, getWidth() / 2 - 150);
        Color attention = palette.attention();
        graphics.setStroke(attention);
        graphics.setFill(attention.deriveColor(0, 1, 1, 0.12));
        graphics.setLineWidth(1.5);
        double[] xs = {left, left + 12, left + 190, left + 202, left + 190, left + 12};
        double[] ys = {37, 23, 23, 37, 51, 51};
        graphics.fillPolygon(xs, ys, 6);
        graphics.strokePolygon(xs, ys, 6);
        graphics.setFont(words);
        graphics.setFill(palette.text());
        graphics.fillText("task.assigned", left + 24, 37);
        graphics.setStroke(palette.border());
        graphics.setLineDashes(4, 3);
        graphics.strokeRect(left + 0.5, 81.5, 202, 27);
        graphics.setLineDashes();
        graphics.setFill(palette.textMuted());
        graphics.fillText("task.accepted", left + 24, 95);
        graphics.setTextAlign(TextAlignment.RIGHT);
        graphics.setFont(data);
        graphics.fillText(texts.text("first.when_claimed"), left + 194, 95);
        graphics.fillText(texts.text("first.now"), left + 186, 37);
        graphics.setTextAlign(TextAlignment.LEFT);
        graphics.setStroke(palette.edgeCausal());
        graphics.strokeLine(left + 101, 51, left + 101, 80);
        graphics.strokeLine(left + 98, 76, left + 101, 80);
        graphics.strokeLine(left + 104, 76, left + 101, 80);
        graphics.setStroke(attention);
        graphics.setLineWidth(2);
        graphics.setLineDashes(5, 4);
        graphics.strokeLine(left + 202, 37, left + 224, 37);
        graphics.strokeLine(left + 224, 37, left + 224, 86);
        graphics.setLineDashes();
        graphics.strokeOval(left + 216.5, 87.5, 15, 15);
        graphics.setLineWidth(1);
        graphics.setFont(words);
        graphics.setFill(palette.textMuted());
        graphics.fillText(texts.text("first.owed"), left + 240, 37);
        graphics.setFill(palette.colour("color-warning-fg"));
        graphics.fillText(texts.text("first.open"), left + 240, 95);
    }

    // ---- a call

    private void call(GraphicsContext graphics, Palette palette) {
        graphics.setFont(data);
        Color plain = palette.text();
        Color value = palette.colour("ag-json-string");
        text(graphics, 18, 26, palette.textSubtle(), "$ ", plain, "asyncgate worker echo \\");
        text(graphics, 18, 46, plain, "    --url ", value, "http://127.0.0.1:8080 \\");
        text(graphics, 18, 66, plain, "    --key-file ", value, "worker.key");
        text(graphics, 18, 98, palette.textSubtle(), "# ", palette.textSubtle(), texts.text("first.waits"));
    }

    private void text(
            GraphicsContext graphics, double x, double y, Color first, String one, Color second, String two) {
        graphics.setFill(first);
        graphics.fillText(one, x, y);
        var measure = new Text(one);
        measure.setFont(data);
        graphics.setFill(second);
        graphics.fillText(two, x + measure.getLayoutBounds().getWidth(), y);
    }
}
