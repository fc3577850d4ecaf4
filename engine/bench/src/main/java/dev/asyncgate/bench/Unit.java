package dev.asyncgate.bench;

import java.util.Locale;

/** What a scenario counts. */
public enum Unit {
    TASKS_PER_SECOND("tasks/s", "%,.0f"),
    STATEMENTS_PER_SECOND("statements/s", "%,.1f"),
    RECEIPTS_PER_SECOND("receipts/s", "%,.0f"),
    SECONDS("s", "%,.2f"),
    MILLISECONDS("ms", "%,.3f"),
    PERCENT("%", "%,.1f"),
    BYTES_PER_LIFE("bytes/life", "%,.0f");

    private final String symbol;
    private final String format;

    Unit(String symbol, String format) {
        this.symbol = symbol;
        this.format = format;
    }

    public String symbol() {
        return symbol;
    }

    String show(double value) {
        return String.format(Locale.ROOT, format, value) + " " + symbol;
    }
}
