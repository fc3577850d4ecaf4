package dev.asyncgate.app.sheet;

import static dev.asyncgate.app.sheet.Parts.label;
import static dev.asyncgate.app.sheet.Parts.lined;
import static dev.asyncgate.app.sheet.Parts.part;
import static dev.asyncgate.app.sheet.Parts.row;
import static dev.asyncgate.app.sheet.Parts.swatch;
import static dev.asyncgate.app.sheet.Parts.wide;

import dev.asyncgate.app.shell.Gaps;
import dev.asyncgate.app.theme.ColourVision;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Palette;
import dev.asyncgate.app.theme.StateLook;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;

/** States and lease ends: colour, shape, word, and how they are seen. */
final class StatePart {

    private final Texts texts;
    private final ObservableValue<Palette> palette;

    StatePart(Texts texts, ObservableValue<Palette> palette) {
        this.texts = texts;
        this.palette = palette;
    }

    VBox column() {
        return new VBox(
                part(texts.text("sheet.states"), texts.text("sheet.states.note"), looks(true)),
                part(texts.text("sheet.ends"), texts.text("sheet.ends.note"), looks(false)),
                part(texts.text("sheet.marks"), "", List.of(new LeaseBars(texts, palette).marks())),
                part(texts.text("sheet.vision"), texts.text("sheet.vision.note"), visions()));
    }

    private List<HBox> looks(boolean tasks) {
        return Arrays.stream(StateLook.values())
                .filter(look -> look.isTask() == tasks)
                .map(look -> tasks ? state(look) : end(look))
                .toList();
    }

    private HBox state(StateLook look) {
        var word = new Label(look.word(), Glyphs.state(look.word(), 14));
        word.getStyleClass().add(Styles.SMALL);
        var hex = label("", Styles.MONO, Styles.TINY, Styles.MUTED);
        palette.subscribe(colours -> hex.setText(hex(colours.shades(look).full())));
        Node swatch = swatch(look.token(), 40, 14);
        HBox.setMargin(swatch, new Insets(0, 8, 0, 0));
        return lined(28, wide(word, 110), shape("state", look), Gaps.grow(), swatch, hex);
    }

    private HBox end(StateLook look) {
        Region bar = new LeaseBars(texts, palette).bar(look);
        HBox.setMargin(bar, new Insets(0, 12, 0, 0));
        return lined(32, bar, wide(label(look.word(), Styles.SMALL, Styles.MEDIUM), 74), shape("end", look));
    }

    private Label shape(String kind, StateLook look) {
        return label(texts.text("sheet." + kind + "." + look.word()), Styles.SMALL, Styles.MUTED);
    }

    private List<HBox> visions() {
        return Arrays.stream(ColourVision.values()).map(this::vision).toList();
    }

    private HBox vision(ColourVision vision) {
        HBox row = row(30, wide(label(texts.text("sheet.vision." + vision.key()), Styles.SMALL, Styles.MUTED), 94));
        row.getChildren().add(Painting.canvas(330, 20, palette, (canvas, colours) -> {
            double x = 0;
            for (StateLook look : StateLook.values()) {
                x += look == StateLook.LEASE_ACTIVE ? 14 : 0;
                Painting.fill(canvas, vision.see(colours.shades(look).full()), x, 0, 21, 20);
                x += 22;
            }
        }));
        return row;
    }

    static String hex(Color colour) {
        return String.format(
                Locale.ROOT,
                "#%02x%02x%02x",
                Math.round(colour.getRed() * 255),
                Math.round(colour.getGreen() * 255),
                Math.round(colour.getBlue() * 255));
    }
}
