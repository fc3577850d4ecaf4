package dev.asyncgate.app.tasks;

import dev.asyncgate.app.acts.Act;
import dev.asyncgate.app.acts.ActStrip;
import dev.asyncgate.app.acts.Acting;
import dev.asyncgate.app.acts.ActsViewModel;
import dev.asyncgate.app.receipt.Pieces;
import dev.asyncgate.app.shell.Action;
import dev.asyncgate.app.shell.Command;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.ErrorNote;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.app.tasks.TaskReads.Dossier;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.ShortId;
import dev.asyncgate.lease.LeaseSpan;
import dev.asyncgate.task.Task;
import dev.asyncgate.why.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Tells what is known of the selected task. For the FX thread only. */
@SuppressWarnings({"NullAway.Init", "UnusedMethod"}) // the loader fills the fields and calls the methods
final class TaskInspector {

    private final PlaceContext context;
    private final Acting acting;
    private final TaskSelection selection;
    private final TaskSections sections;
    private final ActsViewModel acts;
    private final ActStrip strip;
    private final TaskActs taskActs;
    private final WhyViewModel why;
    private final TasksViewModel viewModel;
    private final ToggleGroup tabs = new ToggleGroup();

    @FXML
    private Label title;

    @FXML
    private Label taskId;

    @FXML
    private ToggleButton taskTab;

    @FXML
    private ToggleButton leasesTab;

    @FXML
    private ToggleButton receiptsTab;

    @FXML
    private ToggleButton whyTab;

    @FXML
    private Label leaseCount;

    @FXML
    private Label receiptCount;

    @FXML
    private VBox body;

    @FXML
    private VBox actHolder;

    TaskInspector(PlaceContext context, Acting acting, TasksViewModel viewModel) {
        this.context = context;
        this.acting = acting;
        this.viewModel = viewModel;
        this.why = viewModel.why();
        this.selection = viewModel.selection();
        this.acts = viewModel.acts();
        this.strip = new ActStrip(context, acts, acting);
        this.taskActs = new TaskActs(context.texts(), acting, acts, this::askPriority);
        this.sections = new TaskSections(context, viewModel.nowProperty());
        viewModel.nowProperty().subscribe(ignored -> sections.tick());
    }

    @FXML
    private void initialize() {
        tabs.getToggles().setAll(taskTab, leasesTab, receiptsTab, whyTab);
        taskTab.setSelected(true);
        tabs.selectedToggleProperty().subscribe(selected -> {
            if (selected == null) {
                taskTab.setSelected(true);
            }
            askWhy();
            show();
        });
        why.standingProperty().subscribe(ignored -> show());
        why.failureProperty().subscribe(ignored -> show());
        actHolder.getChildren().setAll(strip);
        selection.taskIdProperty().subscribe((before, now) -> {
            acts.forget();
            keepPriority();
            why.forget();
            askWhy();
        });
        selection.dossierProperty().subscribe(ignored -> show());
        selection.failureProperty().subscribe(ignored -> show());
        context.themes().paletteProperty().subscribe(ignored -> show());
    }

    private void show() {
        UUID id = selection.taskIdProperty().get();
        Dossier known = selection.dossierProperty().get();
        Exception failure = selection.failureProperty().get();
        taskId.setText(id == null ? "" : id.toString());
        sections.begin();
        strip.offer(acts(known), ways());
        if (known == null) {
            title.setText("");
            title.setGraphic(null);
            leaseCount.setText("");
            receiptCount.setText("");
            body.getChildren()
                    .setAll(
                            failure == null
                                    ? List.of()
                                    : List.of(TaskSections.section(ErrorNote.of(context.texts(), failure))));
            return;
        }
        Task task = known.task();
        title.setText(task.type());
        title.setGraphic(Glyphs.state(task.status().wireName(), 14));
        leaseCount.setText(Integer.toString(known.leases().size()));
        receiptCount.setText(Integer.toString(known.receipts().size()));
        body.getChildren().setAll(contents(known));
        if (failure != null) {
            body.getChildren().addFirst(TaskSections.section(ErrorNote.of(context.texts(), failure)));
        }
    }

    /** Opens the tab that tells why. */
    void showWhy() {
        whyTab.setSelected(true);
        askWhy();
    }

    private void askWhy() {
        UUID id = selection.taskIdProperty().get();
        if (id != null && whyTab.isSelected()) {
            why.ask(id);
        }
    }

    private List<Node> why(Dossier known) {
        Standing standing = why.standingProperty().get();
        Exception failure = why.failureProperty().get();
        if (failure != null) {
            return List.of(TaskSections.section(ErrorNote.of(context.texts(), failure)));
        }
        if (standing == null || !standing.taskId().equals(known.task().taskId())) {
            return List.of();
        }
        boolean may = !acting.environment().isReadOnly() && TaskAct.REPRIORITIZE.whyNot(known) == null;
        Runnable reprioritize = may ? this::askPriority : null;
        return new WhySections(context, standing, this::askWhy, viewModel::showAheadOf, reprioritize).parts();
    }

    private List<Node> contents(Dossier known) {
        if (whyTab.isSelected()) {
            return why(known);
        }
        if (leasesTab.isSelected()) {
            return List.of(sections.attempts(known));
        }
        if (receiptsTab.isSelected()) {
            return List.of(sections.receipts(known));
        }
        var contents = new ArrayList<Node>();
        add(contents, sections.outcome(known));
        contents.addAll(sections.keptBack(known));
        contents.add(sections.path(known));
        contents.add(sections.attempts(known));
        contents.addAll(sections.documents(known));
        contents.add(sections.facts(known));
        return contents;
    }

    private static void add(List<Node> contents, @Nullable Node node) {
        if (node != null) {
            contents.add(node);
        }
    }

    // ---- actions

    private List<Action> ways() {
        Texts texts = context.texts();
        var ways = new ArrayList<Action>();
        if (whyTab.isSelected()) {
            ways.add(Action.of(texts.text("why.copy"), this::copyWhy));
        }
        ways.add(Action.of(texts.text("tasks.duplicate"), this::duplicate));
        ways.add(Action.of(texts.text("tasks.show_leases"), this::showLeases));
        ways.add(Action.of(texts.text("tasks.show_receipts"), this::showReceipts));
        return ways;
    }

    private List<Act> acts(@Nullable Dossier known) {
        return known == null ? List.of() : taskActs.of(known);
    }

    /** What can be done about the selected task now, for the palette. */
    List<Command> commands() {
        Dossier known = selection.dossierProperty().get();
        if (known == null) {
            return List.of();
        }
        String subject = known.task().type() + " " + ShortId.of(known.task().taskId());
        var commands = new ArrayList<>(Act.commands(context.texts(), acts(known), subject));
        commands.add(Command.action(
                context.texts(),
                "copy",
                context.texts().text("act.command", context.texts().text("tasks.copy"), subject),
                this::copyId));
        return commands;
    }

    private void askPriority() {
        Dossier known = selection.dossierProperty().get();
        if (known == null) {
            return;
        }
        Task task = known.task();
        var form = new PriorityForm(
                context.texts(),
                task.priority(),
                priority -> {
                    keepPriority();
                    taskActs.reprioritize(task, priority);
                },
                this::keepPriority);
        strip.form(form);
        form.takeFocus();
    }

    private void keepPriority() {
        strip.form(null);
    }

    /** Leaves the form that is open; false when there is none. */
    boolean escape() {
        boolean open = strip.hasForm();
        keepPriority();
        return open;
    }

    @FXML
    private void close() {
        selection.clear();
    }

    @FXML
    private void copyId() {
        Pieces.copy(taskId.getText());
    }

    private void copyWhy() {
        Standing standing = why.standingProperty().get();
        if (standing != null) {
            Pieces.copy(new WhyWords(context.texts(), standing).asText());
        }
    }

    private void showLeases() {
        Dossier known = selection.dossierProperty().get();
        if (known == null || known.leases().isEmpty()) {
            context.navigator().go(new Destination.ShowPlace(PlaceId.LEASES));
        } else {
            LeaseSpan last = known.leases().getLast();
            context.navigator().go(new Destination.ShowLease(last.leaseId(), last.taskId()));
        }
    }

    private void showReceipts() {
        UUID id = selection.taskIdProperty().get();
        if (id != null) {
            context.navigator().go(new Destination.ShowReceipts(id));
        }
    }

    private void duplicate() {
        UUID id = selection.taskIdProperty().get();
        if (id != null) {
            context.navigator().go(new Destination.SubmitTask(id));
        }
    }
}
