package dev.asyncgate.app.receipts;

import dev.asyncgate.app.theme.Fonts;
import java.util.LinkedHashMap;
import java.util.Map;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/** The fonts of a canvas, and texts cut to a width. What was measured once is remembered. For the FX thread only. */
final class TextFit {

    static final Font LABEL = Font.font(Fonts.WORDS, 11);
    static final Font LABEL_STRONG = Font.font(Fonts.WORDS_STRONG, 11);
    static final Font HEAD = Font.font(Fonts.WORDS_STRONG, 12);
    static final Font DATA = Font.font(Fonts.DATA, 11);
    static final Font SMALL_DATA = Font.font(Fonts.DATA, 10);

    private static final int REMEMBERED = 2_000;

    private record Key(String text, Font font, int width) {}

    private final Map<Key, String> cut = remembering();
    private final Map<Key, Double> widths = remembering();

    private static <V> Map<Key, V> remembering() {
        return new LinkedHashMap<>(64, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, V> eldest) {
                return size() > REMEMBERED;
            }
        };
    }

    /** The text, or its beginning and an ellipsis; empty when not even that has room. */
    String fit(String text, Font font, double width) {
        if (width <= 0) {
            return "";
        }
        return cut.computeIfAbsent(new Key(text, font, (int) width), TextFit::cut);
    }

    /** The width of a text, px. */
    double width(String text, Font font) {
        return widths.computeIfAbsent(new Key(text, font, 0), key -> measure(text, font));
    }

    private static double measure(String text, Font font) {
        var measured = new Text(text);
        measured.setFont(font);
        return measured.getLayoutBounds().getWidth();
    }

    private static String cut(Key key) {
        if (measure(key.text(), key.font()) <= key.width()) {
            return key.text();
        }
        int fits = 0;
        int tooMany = key.text().length();
        while (tooMany - fits > 1) {
            int middle = (fits + tooMany) / 2;
            if (measure(key.text().substring(0, middle) + "…", key.font()) <= key.width()) {
                fits = middle;
            } else {
                tooMany = middle;
            }
        }
        return fits < 2 ? "" : key.text().substring(0, fits) + "…";
    }
}
