package dev.asyncgate.app.doctor;

import dev.asyncgate.app.doctor.Examination.Stage;
import dev.asyncgate.app.export.SavePrompt;
import dev.asyncgate.app.shell.ErrorNote;
import dev.asyncgate.app.shell.Figures;
import dev.asyncgate.app.shell.Figures.Figure;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.words.Durations;
import dev.asyncgate.app.words.Instants;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Ties the place's FXML to its view-model. For the FX thread only. */
@SuppressWarnings({"NullAway.Init", "UnusedMethod"}) // the loader fills the fields and calls the methods
final class DoctorController {

    private final PlaceContext context;
    private final DoctorViewModel viewModel;
    private final SavePrompt prompt;
    private final CheckList list;
    private final Figures figures = new Figures();
    private final VBox failure = new VBox();

    @FXML
    private VBox root;

    @FXML
    private Label about;

    @FXML
    private MenuButton tenantMenu;

    @FXML
    private Label runNote;

    @FXML
    private Button export;

    @FXML
    private Button stop;

    @FXML
    private Button run;

    DoctorController(PlaceContext context, UUID shownTenant, DoctorViewModel viewModel, SavePrompt prompt) {
        this.context = context;
        this.viewModel = viewModel;
        this.prompt = prompt;
        this.list = new CheckList(context.texts(), shownTenant, viewModel, context.navigator()::go);
    }

    @FXML
    private void initialize() {
        tenantMenu.getItems().setAll(scope(false), scope(true));
        viewModel.allTenantsProperty().subscribe(all -> tenantMenu.setText(text(all ? "all_tenants" : "this_tenant")));
        failure.managedProperty().bind(failure.visibleProperty());
        root.getChildren().addAll(failure, figures, list);
        viewModel.examinationProperty().subscribe(this::tell);
        viewModel.failureProperty().subscribe(this::tell);
    }

    private MenuItem scope(boolean all) {
        var item = new MenuItem(text(all ? "all_tenants" : "this_tenant"));
        item.setOnAction(event -> viewModel.allTenantsProperty().set(all));
        return item;
    }

    void takeFocus() {
        list.takeFocus();
    }

    private void tell(@Nullable Examination now) {
        boolean running = now != null && now.stage() == Stage.RUNNING;
        stop.setVisible(running);
        stop.setManaged(running);
        run.setDisable(running);
        tenantMenu.setDisable(running);
        export.setDisable(now == null || running);
        if (now == null) {
            return;
        }
        about.setText(text("about", now.lines().size()));
        runNote.setText(
                switch (now.stage()) {
                    case RUNNING -> text("running", now.tasks() + now.leases(), Durations.precise(now.took()));
                    case STOPPED -> text("stopped", now.notYet());
                    case COMPLETE -> text("run_at", Instants.second(now.begun()));
                });
        figures.tell(List.of(
                figure("hold", now.holding(), ""),
                figure("attention", now.wantingAttention(), now.wantingAttention() > 0 ? Styles.WARN : ""),
                figure("broken", now.broken(), now.broken() > 0 ? Styles.BAD : ""),
                new Figure(
                        text("number", now.tasks() + now.leases()),
                        text("figure.rows"),
                        text("figure.rows.note", Durations.precise(now.took())),
                        "")));
    }

    private Figure figure(String key, long count, String style) {
        return new Figure(text("number", count), text("figure." + key), text("figure." + key + ".note"), style);
    }

    private void tell(@Nullable Exception problem) {
        failure.setVisible(problem != null);
        if (problem != null) {
            failure.getChildren().setAll(ErrorNote.of(context.texts(), problem));
        }
    }

    @FXML
    private void run() {
        viewModel.run();
    }

    @FXML
    private void stop() {
        viewModel.stop();
    }

    @FXML
    private void export() {
        Examination now = viewModel.examinationProperty().get();
        String name = "doctor-" + LocalDate.ofInstant(context.clock().instant(), ZoneOffset.UTC) + ".txt";
        if (now != null) {
            prompt.ask(root, name).ifPresent(file -> write(file, ReportText.of(now, context.texts())));
        }
    }

    /** Off the FX thread; what became of it is said beside the buttons. */
    private void write(Path file, String words) {
        var _ = context.background()
                .scope()
                .load(
                        () -> Files.writeString(file, words),
                        saved -> runNote.setText(text("saved", saved)),
                        problem -> runNote.setText(text("not_saved", file, String.valueOf(problem.getMessage()))));
    }

    private String text(String key, Object... values) {
        return context.texts().text("doctor." + key, values);
    }
}
