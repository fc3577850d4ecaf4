package dev.asyncgate.app.rows;

import dev.asyncgate.app.shell.Stamp;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.Instants;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.scene.control.TableCell;

/**
 * A column of a table of rows.
 *
 * @param key by which it is remembered where somebody may choose; else empty
 * @param atFirst whether it is shown until somebody chooses
 * @param width in px
 * @param styles of its cells; {@code first} and {@code align-right} also shape the header
 * @param ticking whether what it says moves with the clock
 */
public record Column<T>(
        String key,
        boolean atFirst,
        String title,
        double width,
        List<String> styles,
        boolean ticking,
        Painter<T> painter) {

    public Column {
        styles = List.copyOf(styles);
    }

    /** Puts text and graphic of a row into a cell that is empty. */
    @FunctionalInterface
    public interface Painter<T> {
        void paint(TableCell<RowItem<T>, T> cell, T row);
    }

    public static <T> Column<T> of(String title, double width, Painter<T> painter, String... styles) {
        return new Column<>("", true, title, width, List.of(styles), false, painter);
    }

    public static <T> Column<T> text(String title, double width, Function<T, String> words, String... styles) {
        return of(title, width, (cell, row) -> cell.setText(words.apply(row)), styles);
    }

    /** Ids, instants, counts: what stands in columns of digits. */
    public static <T> Column<T> mono(String title, double width, Function<T, String> words, String... styles) {
        List<String> all =
                Stream.concat(Stream.of(styles), Stream.of(Styles.MONO)).toList();
        return new Column<>("", true, title, width, all, false, (cell, row) -> cell.setText(words.apply(row)));
    }

    /** An instant, which its cell also tells in other ways. */
    public static <T> Column<T> stamp(
            Texts texts, String title, double width, Function<T, Instant> instant, String... styles) {
        List<String> all =
                Stream.concat(Stream.of(styles), Stream.of(Styles.MONO)).toList();
        return new Column<>("", true, title, width, all, true, (cell, row) -> {
            Instant at = instant.apply(row);
            cell.setText(Instants.stamp(at));
            Stamp.put(texts, cell, at);
        });
    }

    /** The same, following the clock. */
    public Column<T> ticks() {
        return new Column<>(key, atFirst, title, width, styles, true, painter);
    }

    /** The same, to be chosen and remembered by this key. */
    public Column<T> named(String key) {
        return new Column<>(key, atFirst, title, width, styles, ticking, painter);
    }

    /** The same, not shown until somebody chooses it. */
    public Column<T> hidden() {
        return new Column<>(key, false, title, width, styles, ticking, painter);
    }
}
