package dev.asyncgate.app.rows;

import java.util.UUID;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** A row of a list, which stays where it is when what it tells changes. For the FX thread only. */
public final class RowItem<T> {

    private final UUID id;
    private final ReadOnlyObjectWrapper<T> row;

    RowItem(UUID id, T row) {
        this.id = id;
        this.row = new ReadOnlyObjectWrapper<>(this, "row", row);
    }

    public UUID id() {
        return id;
    }

    public T row() {
        return row.get();
    }

    public ReadOnlyObjectProperty<T> rowProperty() {
        return row.getReadOnlyProperty();
    }

    void tell(T now) {
        if (!now.equals(row.get())) {
            row.set(now);
        }
    }
}
