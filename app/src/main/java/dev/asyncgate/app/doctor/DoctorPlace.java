package dev.asyncgate.app.doctor;

import dev.asyncgate.app.export.SavePrompt;
import dev.asyncgate.app.shell.Command;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Fxml;
import dev.asyncgate.app.shell.Place;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Inspector;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.Parent;
import org.jspecify.annotations.Nullable;

/** Every invariant, asked of the live data: which hold, which rows break the others, and what to do. */
public final class DoctorPlace implements Place {

    private final PlaceContext context;
    private final DoctorViewModel viewModel;
    private final DoctorController controller;
    private final DoctorInspector inspected;
    private final Parent view;
    private final ReadOnlyObjectWrapper<@Nullable Parent> inspector = new ReadOnlyObjectWrapper<>(this, "inspector");
    private final ReadOnlyStringWrapper railCount = new ReadOnlyStringWrapper(this, "railCount", "");

    public DoctorPlace(PlaceContext context, Gate gate, Inspector engine) {
        this(context, gate, engine, SavePrompt.ofSystem());
    }

    DoctorPlace(PlaceContext context, Gate gate, Inspector engine, SavePrompt prompt) {
        this.context = context;
        Texts texts = context.texts();
        var reads = new DoctorReads(gate, engine);
        viewModel = new DoctorViewModel(
                context.background(),
                reads,
                ledger -> ledger.line(texts.text("doctor.ledger"), texts.text("doctor.ledger_advice")),
                context.clock());
        controller = new DoctorController(context, engine.tenantId(), viewModel, prompt);
        view = Fxml.load("doctor/Doctor.fxml", controller, texts);
        inspected = new DoctorInspector(
                texts,
                engine.tenantId(),
                line -> line.rule().sql().isEmpty() ? null : reads.statement(line.rule()),
                context.navigator()::go);
        viewModel.selectedProperty().subscribe(ignored -> inspect());
        viewModel.examinationProperty().subscribe(ignored -> inspect());
        viewModel.examinationProperty().subscribe(this::count);
    }

    private void inspect() {
        CheckLine line = viewModel.selectedLine();
        inspector.set(line == null ? null : inspected.show(line, () -> viewModel.select(null)));
    }

    private void count(@Nullable Examination now) {
        int notWell = now == null ? 0 : now.notWell().size();
        railCount.set(notWell == 0 ? "" : Integer.toString(notWell));
    }

    /** For tests: what the place shows. */
    DoctorViewModel model() {
        return viewModel;
    }

    @Override
    public PlaceId id() {
        return PlaceId.DOCTOR;
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
        controller.takeFocus();
    }

    @Override
    public void leave() {
        // What is under way goes on: an examination takes as long as it takes.
    }

    @Override
    public String hintKey() {
        return "doctor.hint";
    }

    @Override
    public ReadOnlyStringProperty railCount() {
        return railCount.getReadOnlyProperty();
    }

    @Override
    public List<Command> commands() {
        return List.of(Command.action(context.texts(), "retry", context.texts().text("doctor.run"), viewModel::run));
    }

    @Override
    public boolean escape() {
        boolean selected = viewModel.selectedProperty().get() != null;
        viewModel.select(null);
        return selected;
    }
}
