package dev.asyncgate.app.leases;

import java.util.function.ToDoubleFunction;

/** How wide words are at 11 px, so that a layout can fit labels without a toolkit. Immutable. */
final class TextWidths {

    /** Of a character of 10.5 px JetBrains Mono, in which every one is 0.6 em wide. */
    static final double ID_CHARACTER = 6.3;

    private static final char FIRST = ' ';
    private static final char LAST = '~';

    private final double[] widths = new double[LAST - FIRST + 1];
    private final double widest;

    /** Asks the measure once for each printable ASCII character. */
    TextWidths(ToDoubleFunction<String> measure) {
        double max = 0;
        for (char c = FIRST; c <= LAST; c++) {
            widths[c - FIRST] = measure.applyAsDouble(String.valueOf(c));
            max = Math.max(max, widths[c - FIRST]);
        }
        widest = max;
    }

    /** In px; what is not ASCII counts as the widest that is. */
    double of(String text) {
        double width = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            width += c >= FIRST && c <= LAST ? widths[c - FIRST] : widest;
        }
        return width;
    }
}
