package dev.asyncgate.app.obligations;

import dev.asyncgate.app.acts.Acting;
import dev.asyncgate.app.export.SavePrompt;
import dev.asyncgate.app.shell.Command;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Fxml;
import dev.asyncgate.app.shell.Place;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.app.words.Curl;
import dev.asyncgate.engine.Inspector;
import java.util.List;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.Parent;
import org.jspecify.annotations.Nullable;

/** What is owed to whom, for how long, and why it is open or closed. */
public final class ObligationsPlace implements Place {

    private final ObligationsViewModel viewModel;
    private final ObligationsController controller;
    private final ObligationInspector inspected;
    private final Parent view;
    private final ReadOnlyObjectWrapper<@Nullable Parent> inspector = new ReadOnlyObjectWrapper<>(this, "inspector");
    private final ReadOnlyStringWrapper railCount = new ReadOnlyStringWrapper(this, "railCount", "");

    /** {@code curl} is asked when somebody wants to call the gateway by hand. */
    public ObligationsPlace(PlaceContext context, Inspector engine, Acting acting, Supplier<Curl> curl) {
        this(context, engine, acting, curl, SavePrompt.ofSystem());
    }

    ObligationsPlace(PlaceContext context, Inspector engine, Acting acting, Supplier<Curl> curl, SavePrompt prompt) {
        viewModel = new ObligationsViewModel(
                context.background(), new ObligationReads(engine, context.clock()), context.clock());
        viewModel.remember(context.memoryOf(PlaceId.OBLIGATIONS));
        controller = new ObligationsController(context, viewModel, prompt);
        view = Fxml.load("obligations/Obligations.fxml", controller, context.texts());
        inspected = new ObligationInspector(context, acting, viewModel, curl);
        viewModel.dossierProperty().subscribe(this::inspect);
        viewModel
                .countsProperty()
                .subscribe(counts -> railCount.set(
                        counts == null || counts.total() == 0
                                ? ""
                                : context.texts().text("obligations.number", counts.total())));
    }

    private void inspect(@Nullable ObligationDossier dossier) {
        if (dossier != null) {
            inspected.show(dossier);
        }
        inspector.set(dossier == null ? null : inspected.view());
    }

    /** For tests: what the place shows. */
    ObligationsViewModel model() {
        return viewModel;
    }

    @Override
    public PlaceId id() {
        return PlaceId.OBLIGATIONS;
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
        viewModel.arrive();
        if (destination instanceof Destination.ShowObligation(var receiptId)) {
            viewModel.rows().select(receiptId);
        }
        controller.takeFocus();
    }

    @Override
    public void leave() {
        viewModel.leave();
    }

    @Override
    public String hintKey() {
        return "obligations.hint";
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
        return inspected.commands();
    }

    @Override
    public boolean escape() {
        if (viewModel.rows().selectedProperty().get() != null) {
            viewModel.rows().select(null);
            return true;
        }
        ObligationQuery query = viewModel.rows().queryProperty().get();
        viewModel.rows().show(query.with(false).owedTo(null).because(null));
        return query.discharged() || query.owner() != null || query.reason() != null;
    }
}
