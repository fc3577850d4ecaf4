package dev.asyncgate.app.rows;

import dev.asyncgate.app.shell.Action;
import dev.asyncgate.app.shell.Messages;
import dev.asyncgate.app.shell.PlaceContext;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Ties the FXML of a list to its rows. For the FX thread only. */
@SuppressWarnings("NullAway.Init") // the loader fills the fields
final class ListController<Q, T> {

    private final PlaceContext context;
    private final ListShape<Q, T> shape;
    private final RowsViewModel<Q, T> rows;
    private final TextQuery<Q> query;
    private final RowsTable<T> table;
    private final QueryField field;

    @FXML
    private VBox root;

    @FXML
    private Label title;

    @FXML
    private Label note;

    @FXML
    private Button newPill;

    @FXML
    private HBox tools;

    @FXML
    private MenuButton kindMenu;

    ListController(PlaceContext context, ListShape<Q, T> shape, RowsViewModel<Q, T> rows, TextQuery<Q> query) {
        this.context = context;
        this.shape = shape;
        this.rows = rows;
        this.query = query;
        this.table = new RowsTable<>(text("table"), rows, shape.columns().apply(rows));
        this.field = new QueryField(context.texts(), text("query"), query, table::takeFocus);
    }

    @FXML
    void initialize() {
        title.setText(context.texts().text(shape.id().textKey()));
        note.setText(text("note"));
        tools.getChildren().addFirst(field);
        var kinds = new ChoiceMenu<String>(
                kindMenu, text("kind"), text("any"), this::text, kind -> query.narrow(ListShape.KIND, kind));
        kinds.offer(shape.kinds());
        rows.queryProperty().subscribe(asked -> kinds.tell(shape.kind().apply(asked)));
        RowsContent.offerNew(context.texts(), newPill, rows, table::toTop);
        root.getChildren().add(new RowsContent(context, rows, table.node(), this::empty, this::filtered));
    }

    void takeFocus() {
        table.takeFocus();
    }

    void focusFilter() {
        field.takeFocus();
    }

    private Region empty() {
        return Messages.empty(
                shape.id().key(),
                text("empty"),
                text("empty_text"),
                shape.firstSteps().toArray(Action[]::new));
    }

    private Region filtered() {
        return Messages.filteredToNothing(
                context.texts(), text("filtered", query.textProperty().get()), query::clear);
    }

    private String text(String key, Object... values) {
        return context.texts().text(shape.id().key() + "." + key, values);
    }
}
