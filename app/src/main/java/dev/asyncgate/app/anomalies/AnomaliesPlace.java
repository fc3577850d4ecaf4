package dev.asyncgate.app.anomalies;

import dev.asyncgate.app.rows.RowItem;
import dev.asyncgate.app.rows.RowsViewModel;
import dev.asyncgate.app.rows.TextQuery;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Fxml;
import dev.asyncgate.app.shell.Place;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.receipt.Receipt;
import java.util.UUID;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.Parent;
import org.jspecify.annotations.Nullable;

/** What the engine found odd, the newest on top. */
public final class AnomaliesPlace implements Place {

    private final RowsViewModel<AnomalyQuery, Receipt> rows;
    private final TextQuery<AnomalyQuery> query;
    private final AnomaliesController controller;
    private final AnomalyInspector inspected;
    private final Parent view;
    private final ReadOnlyObjectWrapper<@Nullable Parent> inspector = new ReadOnlyObjectWrapper<>(this, "inspector");
    private final ReadOnlyStringWrapper railCount = new ReadOnlyStringWrapper(this, "railCount", "");

    public AnomaliesPlace(PlaceContext context, Inspector engine) {
        rows = new RowsViewModel<>(context.background(), new AnomalyReads(engine), AnomalyQuery.ALL, context.clock());
        query = new TextQuery<>(rows, AnomalyQuery::read);
        controller = new AnomaliesController(context, rows, query);
        view = Fxml.load("anomalies/Anomalies.fxml", controller, context.texts());
        inspected = new AnomalyInspector(context, () -> rows.select(null));
        rows.selectedProperty().subscribe(this::inspect);
    }

    private void inspect(@Nullable UUID id) {
        RowItem<Receipt> item = id == null ? null : rows.item(id);
        inspector.set(item == null ? null : inspected.show(item.row()));
    }

    /** For tests: what the place shows. */
    RowsViewModel<AnomalyQuery, Receipt> rows() {
        return rows;
    }

    @Override
    public PlaceId id() {
        return PlaceId.ANOMALIES;
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
