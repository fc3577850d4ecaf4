package dev.asyncgate.app.rows;

import dev.asyncgate.app.rows.QueryText.Reading;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** Narrows a list by a text; what cannot be read is told and changes nothing. For the FX thread only. */
public final class TextQuery<Q> {

    private final RowsViewModel<Q, ?> rows;
    private final Function<String, Reading<Q>> reader;
    private final StringProperty text = new SimpleStringProperty(this, "text", "");
    private final ReadOnlyObjectWrapper<Reading.@Nullable Problem<Q>> problem =
            new ReadOnlyObjectWrapper<>(this, "problem");

    public TextQuery(RowsViewModel<Q, ?> rows, Function<String, Reading<Q>> reader) {
        this.rows = rows;
        this.reader = reader;
        text.subscribe(this::read);
    }

    private void read(String typed) {
        switch (reader.apply(typed)) {
            case Reading.Problem<Q> found -> problem.set(found);
            case Reading.Ok<Q>(Q query) -> {
                problem.set(null);
                rows.show(query);
            }
        }
    }

    /** Narrows to a value of a key, or to any where it is null. */
    public void narrow(String key, @Nullable String value) {
        text.set(QueryText.with(text.get(), key, value));
    }

    public void clear() {
        text.set("");
    }

    /** One level back: out of the selection, then out of the filters; false when there is neither. */
    public boolean escape() {
        if (rows.selectedProperty().get() != null) {
            rows.select(null);
            return true;
        }
        boolean narrowed = !text.get().isEmpty();
        clear();
        return narrowed;
    }

    public StringProperty textProperty() {
        return text;
    }

    /** Why the text is no query; null when it is one. */
    public ReadOnlyObjectProperty<Reading.@Nullable Problem<Q>> problemProperty() {
        return problem.getReadOnlyProperty();
    }
}
