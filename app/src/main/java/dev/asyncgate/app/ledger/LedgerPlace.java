package dev.asyncgate.app.ledger;

import dev.asyncgate.app.acts.Acting;
import dev.asyncgate.app.export.SavePrompt;
import dev.asyncgate.app.receipt.ReceiptInspector;
import dev.asyncgate.app.rows.QueryText;
import dev.asyncgate.app.shell.Command;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Fxml;
import dev.asyncgate.app.shell.Place;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.engine.Inspector;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.Parent;
import org.jspecify.annotations.Nullable;

/** Every receipt, the newest on top: filtered, tailed, verified and exported. */
public final class LedgerPlace implements Place {

    private final PlaceContext context;
    private final LedgerViewModel viewModel;
    private final LedgerController controller;
    private final ReceiptInspector inspector;
    private final Parent view;
    private final ReadOnlyStringWrapper railCount = new ReadOnlyStringWrapper(this, "railCount", "");

    /** {@code delivers}: whether a ReceiptGate is set up. */
    public LedgerPlace(PlaceContext context, Inspector engine, Acting acting, boolean delivers) {
        this(context, engine, acting, delivers, SavePrompt.ofSystem());
    }

    LedgerPlace(PlaceContext context, Inspector engine, Acting acting, boolean delivers, SavePrompt prompt) {
        this.context = context;
        viewModel = new LedgerViewModel(context.background(), engine, context.clock());
        context.memoryOf(PlaceId.LEDGER).keep("query", viewModel.query().textProperty());
        controller = new LedgerController(context, viewModel, prompt);
        view = Fxml.load("ledger/Ledger.fxml", controller, context.texts());
        inspector =
                new ReceiptInspector(context, acting, engine, delivers, viewModel.selected(), viewModel.rows()::select);
    }

    /** For tests: what the place shows. */
    LedgerViewModel model() {
        return viewModel;
    }

    @Override
    public PlaceId id() {
        return PlaceId.LEDGER;
    }

    @Override
    public Parent view() {
        return view;
    }

    @Override
    public ReadOnlyObjectProperty<@Nullable Parent> inspector() {
        return inspector.viewProperty();
    }

    @Override
    public void arrive(Destination destination) {
        if (destination instanceof Destination.ShowFiltered(var ignored, var text)) {
            viewModel.query().textProperty().set(text);
        }
        viewModel.arrive();
        if (destination instanceof Destination.ShowBetween(var _, var from, var to)) {
            viewModel.query().textProperty().set(QueryText.between(from, to));
        }
        controller.takeFocus();
    }

    @Override
    public void leave() {
        viewModel.leave();
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
    public List<Command> commands() {
        var commands = new ArrayList<>(inspector.commands());
        commands.add(
                Command.action(context.texts(), "check", context.texts().text("ledger.verify"), viewModel::verify));
        return commands;
    }

    @Override
    public boolean escape() {
        return viewModel.query().escape();
    }
}
