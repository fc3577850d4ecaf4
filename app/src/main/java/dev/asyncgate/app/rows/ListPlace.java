package dev.asyncgate.app.rows;

import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Fxml;
import dev.asyncgate.app.shell.Place;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.PlaceId;
import java.util.UUID;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.Parent;
import org.jspecify.annotations.Nullable;

/** A place that is one list below one line of filters, and an inspector of what is selected. */
public final class ListPlace<Q, T> implements Place {

    private final ListShape<Q, T> shape;
    private final RowsViewModel<Q, T> rows;
    private final TextQuery<Q> query;
    private final ListController<Q, T> controller;
    private final Parent view;
    private final ReadOnlyObjectWrapper<@Nullable Parent> inspector = new ReadOnlyObjectWrapper<>(this, "inspector");
    private final ReadOnlyStringWrapper railCount = new ReadOnlyStringWrapper(this, "railCount", "");

    public ListPlace(PlaceContext context, ListShape<Q, T> shape) {
        this.shape = shape;
        rows = new RowsViewModel<>(context.background(), shape.source(), shape.everything(), context.clock());
        query = new TextQuery<>(rows, shape.reader());
        context.memoryOf(shape.id()).keep("query", query.textProperty());
        controller = new ListController<>(context, shape, rows, query);
        view = Fxml.load("rows/List.fxml", controller, context.texts());
        rows.selectedProperty().subscribe(this::inspect);
    }

    private void inspect(@Nullable UUID id) {
        RowItem<T> item = id == null ? null : rows.item(id);
        inspector.set(item == null ? null : shape.inspect().show(item.row(), () -> rows.select(null)));
    }

    /** What it lists. */
    public RowsViewModel<Q, T> rows() {
        return rows;
    }

    /** By what it is narrowed. */
    public TextQuery<Q> query() {
        return query;
    }

    @Override
    public PlaceId id() {
        return shape.id();
    }

    @Override
    public Parent view() {
        return view;
    }

    @Override
    public ReadOnlyObjectProperty<@Nullable Parent> inspector() {
        return inspector.getReadOnlyProperty();
    }

    @Override
    public void arrive(Destination destination) {
        if (destination instanceof Destination.ShowFiltered(var ignored, var text)) {
            query.textProperty().set(text);
        }
        rows.arrive();
        controller.takeFocus();
    }

    @Override
    public void leave() {
        rows.leave();
    }

    @Override
    public String hintKey() {
        return "rows.hint";
    }

    @Override
    public ReadOnlyStringProperty railCount() {
        return railCount.getReadOnlyProperty();
    }

    @Override
    public void focusFilter() {
        controller.focusFilter();
    }

    @Override
    public boolean escape() {
        return query.escape();
    }
}
