package dev.asyncgate.app.audit;

import dev.asyncgate.app.rows.RowItem;
import dev.asyncgate.app.rows.RowsViewModel;
import dev.asyncgate.app.rows.TextQuery;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Fxml;
import dev.asyncgate.app.shell.Place;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.audit.AuditEvent;
import dev.asyncgate.audit.AuditFilter;
import dev.asyncgate.engine.Inspector;
import java.util.UUID;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.Parent;
import org.jspecify.annotations.Nullable;

/** Who did what, from where, and what was refused: the newest on top. */
public final class AuditPlace implements Place {

    private final RowsViewModel<AuditFilter, AuditEvent> rows;
    private final TextQuery<AuditFilter> query;
    private final AuditController controller;
    private final AuditInspector inspected;
    private final Parent view;
    private final ReadOnlyObjectWrapper<@Nullable Parent> inspector = new ReadOnlyObjectWrapper<>(this, "inspector");
    private final ReadOnlyStringWrapper railCount = new ReadOnlyStringWrapper(this, "railCount", "");

    public AuditPlace(PlaceContext context, Inspector engine) {
        rows = new RowsViewModel<>(context.background(), new AuditReads(engine), AuditFilter.ALL, context.clock());
        query = new TextQuery<>(rows, AuditQuery::read);
        controller = new AuditController(context, rows, query);
        view = Fxml.load("audit/Audit.fxml", controller, context.texts());
        inspected = new AuditInspector(context, () -> rows.select(null));
        rows.selectedProperty().subscribe(this::inspect);
    }

    private void inspect(@Nullable UUID id) {
        RowItem<AuditEvent> item = id == null ? null : rows.item(id);
        inspector.set(item == null ? null : inspected.show(item.row()));
    }

    /** For tests: what the place shows. */
    RowsViewModel<AuditFilter, AuditEvent> rows() {
        return rows;
    }

    @Override
    public PlaceId id() {
        return PlaceId.AUDIT;
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
