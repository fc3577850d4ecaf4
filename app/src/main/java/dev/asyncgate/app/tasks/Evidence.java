package dev.asyncgate.app.tasks;

import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.theme.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A line of what was found: words, and among them names, what leads somewhere and what weighs most. */
record Evidence(List<Piece> pieces) {

    /** Stands for the piece that is the first value of a text while the text is put together; the next ones follow it. */
    private static final char FIRST = '\uE000';

    Evidence {
        pieces = List.copyOf(pieces);
    }

    sealed interface Piece {
        /** As it is copied. */
        String text();
    }

    record Words(String text) implements Piece {}

    /** As programs write them: names, numbers. */
    record Names(List<String> names) implements Piece {
        Names {
            names = List.copyOf(names);
        }

        Names(String one) {
            this(List.of(one));
        }

        @Override
        public String text() {
            return String.join(", ", names);
        }
    }

    /** What it comes down to. */
    record Strong(String text) implements Piece {}

    /** What a worker offers, a chip each. */
    record Chips(List<String> names) implements Piece {
        Chips {
            names = List.copyOf(names);
        }

        @Override
        public String text() {
            return String.join(", ", names);
        }
    }

    /**
     * Leads to what it names.
     *
     * @param whole what it names, not shortened
     */
    record Link(String text, String whole, Destination destination) implements Piece {}

    /** A text with its values, of which any may be pieces. */
    static Evidence of(Texts texts, String key, Object... values) {
        Object[] filled = values.clone();
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof Piece) {
                filled[i] = String.valueOf((char) (FIRST + i));
            }
        }
        String words = texts.text(key, filled);
        List<Piece> pieces = new ArrayList<>();
        int from = 0;
        for (int at = 0; at < words.length(); at++) {
            int value = words.charAt(at) - FIRST;
            if (value >= 0 && value < values.length && values[value] instanceof Piece piece) {
                add(pieces, words.substring(from, at));
                pieces.add(piece);
                from = at + 1;
            }
        }
        add(pieces, words.substring(from));
        return new Evidence(pieces);
    }

    private static void add(List<Piece> pieces, String words) {
        if (!words.isEmpty()) {
            pieces.add(new Words(words));
        }
    }

    String text() {
        return pieces.stream().map(Piece::text).collect(Collectors.joining());
    }
}
