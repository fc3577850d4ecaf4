package dev.asyncgate.app.rows;

import dev.asyncgate.app.rows.QueryText.Reading;
import dev.asyncgate.app.shell.Action;
import dev.asyncgate.app.shell.PlaceId;
import java.util.List;
import java.util.function.Function;
import javafx.scene.Parent;
import org.jspecify.annotations.Nullable;

/**
 * What makes one {@link ListPlace} differ from another; its texts begin with the key of the place.
 *
 * @param everything the query that lets every row through
 * @param reader of what is typed
 * @param kinds that its filter {@code kind} takes; each has a text
 * @param kind that a query asks for; null for any
 * @param columns of the table
 * @param inspect makes the inspector of a row
 * @param firstSteps what can be done where there is nothing yet
 */
public record ListShape<Q, T>(
        PlaceId id,
        Source<Q, T> source,
        Q everything,
        Function<String, Reading<Q>> reader,
        List<String> kinds,
        Function<Q, @Nullable String> kind,
        Function<RowsViewModel<Q, T>, List<Column<T>>> columns,
        Inspecting<T> inspect,
        List<Action> firstSteps) {

    /** The key of the filter that the menu chooses. */
    public static final String KIND = "kind";

    public ListShape {
        kinds = List.copyOf(kinds);
        firstSteps = List.copyOf(firstSteps);
    }

    /** Shows a row in the inspector, which closes by running {@code close}. */
    @FunctionalInterface
    public interface Inspecting<T> {
        Parent show(T row, Runnable close);
    }
}
