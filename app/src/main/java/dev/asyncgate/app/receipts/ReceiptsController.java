package dev.asyncgate.app.receipts;

import dev.asyncgate.app.export.PictureExport;
import dev.asyncgate.app.export.SavePrompt;
import dev.asyncgate.app.receipt.ReceiptIndex;
import dev.asyncgate.app.receipts.graph.Drawing;
import dev.asyncgate.app.rows.ChoiceMenu;
import dev.asyncgate.app.shell.Action;
import dev.asyncgate.app.shell.Command;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.ErrorNote;
import dev.asyncgate.app.shell.LoadingRows;
import dev.asyncgate.app.shell.Messages;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.app.shell.Segments;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.ShortId;
import dev.asyncgate.lineage.LineageSummary;
import dev.asyncgate.lineage.LineageSummary.Lanes;
import dev.asyncgate.receipt.Lineage.LineageTask;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Ties the FXML of the place to its view-model. */
@SuppressWarnings("NullAway.Init") // the fields are the loader's to fill
final class ReceiptsController {

    /** How often {@link #tick} is due. */
    static final Duration BEAT = Duration.ofSeconds(1);

    private final PlaceContext context;
    private final Texts texts;
    private final NodeInspector nodeInspector;
    private final ReceiptsViewModel viewModel;
    private final PictureExport pictures;
    private final ReadOnlyObjectWrapper<@Nullable Parent> inspector = new ReadOnlyObjectWrapper<>(this, "inspector");

    @FXML
    private VBox root;

    @FXML
    private Label what;

    @FXML
    private Button chip;

    @FXML
    private Label size;

    @FXML
    private Button open;

    @FXML
    private HBox tools;

    @FXML
    private ToggleGroup form;

    @FXML
    private ToggleGroup reach;

    @FXML
    private ToggleButton graphForm;

    @FXML
    private ToggleButton tableForm;

    @FXML
    private ToggleButton taskReach;

    @FXML
    private ToggleButton treeReach;

    @FXML
    private ToggleButton receiptReach;

    @FXML
    private HBox depthBox;

    @FXML
    private MenuButton detailMenu;

    @FXML
    private HBox lanesBox;

    @FXML
    private Label upLabel;

    @FXML
    private Label downLabel;

    @FXML
    private MenuButton exportMenu;

    @FXML
    private Label found;

    @FXML
    private TextField find;

    @FXML
    private HBox zoomButtons;

    @FXML
    private HBox followBox;

    @FXML
    private ToggleButton follow;

    @FXML
    private StackPane content;

    @FXML
    private HBox legend;

    private Segments<Lanes> lanes;
    private GraphCanvas graph;
    private ReceiptTable table;
    private BucketTable bucketTable;
    private TaskChooser chooser;
    private LoadingRows loading;

    ReceiptsController(
            PlaceContext context, ReceiptsViewModel viewModel, NodeInspector nodeInspector, SavePrompt savePrompt) {
        this.pictures = new PictureExport(context, savePrompt);
        this.nodeInspector = nodeInspector;
        this.context = context;
        this.texts = context.texts();
        this.viewModel = viewModel;
    }

    @FXML
    void initialize() {
        graph = new GraphCanvas(context, viewModel);
        table = new ReceiptTable(texts, viewModel);
        bucketTable = new BucketTable(texts, viewModel);
        chooser = new TaskChooser(
                texts, context.clock(), task -> context.navigator().go(new Destination.ShowReceipts(task)));
        loading = new LoadingRows(texts, viewModel.scope());
        bindTools();
        pictures.offerPng(exportMenu, "receipts", graph::picture);
        pictures.offerText(exportMenu, "svg", "receipts", graph::svg);
        pictures.offerText(exportMenu, "dot", "receipts", viewModel::dot);
        root.getChildren().add(root.getChildren().indexOf(content), pictures);
        viewModel.screenProperty().subscribe(this::show);
        viewModel.drawingProperty().subscribe(this::tell);
        viewModel.inspectionProperty().subscribe(this::inspect);
    }

    private void bindTools() {
        keepOne(form);
        keepOne(reach);
        tableForm.selectedProperty().bindBidirectional(viewModel.asTableProperty());
        form.selectedToggleProperty().subscribe(ignored -> showForm());
        reach.selectedToggleProperty()
                .subscribe((before, now) -> viewModel
                        .reachProperty()
                        .set(
                                receiptReach.isSelected()
                                        ? Reach.RECEIPT
                                        : taskReach.isSelected() ? Reach.TASK : Reach.TREE));
        viewModel.reachProperty().subscribe(to -> {
            reach.selectToggle(
                    switch (to) {
                        case RECEIPT -> receiptReach;
                        case TASK -> taskReach;
                        case TREE -> treeReach;
                    });
            depthBox.setVisible(to == Reach.RECEIPT);
            detailMenu.setVisible(to == Reach.TREE);
        });
        var details = new ChoiceMenu<Detail>(
                detailMenu,
                texts.text("receipts.detail"),
                texts.text("receipts.detail_auto"),
                detail -> texts.text("receipts.detail." + detail.name()),
                viewModel.detailProperty()::set);
        details.offer(List.of(Detail.values()));
        viewModel.detailProperty().subscribe(details::tell);
        lanes = new Segments<>(
                List.of(Lanes.values()), one -> texts.text("receipts.lanes." + one), viewModel.lanesProperty()::set);
        lanesBox.getChildren().add(lanes);
        lanesBox.setVisible(false);
        viewModel.upProperty().subscribe(steps -> upLabel.setText(texts.text("receipts.depth_up", steps)));
        viewModel.downProperty().subscribe(steps -> downLabel.setText(texts.text("receipts.depth_down", steps)));
        viewModel.inspectionProperty().subscribe(ignored -> offerReceipt());
        viewModel.reachProperty().subscribe(ignored -> offerReceipt());
        find.textProperty().bindBidirectional(viewModel.findProperty());
        viewModel.matchesProperty().subscribe(this::tellFound);
        follow.selectedProperty().bindBidirectional(viewModel.followProperty());
        for (Node node : new Node[] {
            zoomButtons, followBox, legend, tools, chip, size, what, open, depthBox, detailMenu, lanesBox, exportMenu
        }) {
            node.managedProperty().bind(node.visibleProperty());
        }
    }

    /** The surroundings of a receipt can be drawn once one is selected. */
    private void offerReceipt() {
        boolean selected = viewModel.inspectionProperty().get() instanceof Inspection.OfReceipt;
        receiptReach.setDisable(!selected && viewModel.reachProperty().get() != Reach.RECEIPT);
    }

    private static void keepOne(ToggleGroup group) {
        group.selectedToggleProperty().subscribe((before, now) -> {
            if (now == null) {
                group.selectToggle(before);
            }
        });
    }

    // ---- What the place asks

    List<Command> commands() {
        return nodeInspector.commands();
    }

    ReadOnlyObjectProperty<@Nullable Parent> inspectorProperty() {
        return inspector.getReadOnlyProperty();
    }

    Parent view() {
        return root;
    }

    void focusFind() {
        if (tools.isVisible()) {
            find.requestFocus();
        }
    }

    /** One step back: out of the search, then out of the selection. */
    boolean escape() {
        if (!find.getText().isEmpty()) {
            find.clear();
            graph.requestFocus();
            return true;
        }
        if (viewModel.selectedProperty().get() != null) {
            viewModel.select(null);
            return true;
        }
        return false;
    }

    /** Ages grow. */
    void tick() {
        Drawing drawing = viewModel.drawingProperty().get();
        if (drawing != null && drawing.open() > 0) {
            graph.repaint();
        }
    }

    // ---- Screens

    private void show(@Nullable Screen screen) {
        boolean drawn = screen instanceof Screen.Drawn;
        boolean chosen = viewModel.taskId() != null;
        for (Node node : new Node[] {chip, size, what, exportMenu}) {
            node.setVisible(drawn);
        }
        tools.setVisible(chosen);
        open.setVisible(drawn && hasOpen());
        switch (screen) {
            case null -> content.getChildren().clear();
            case Screen.Drawn ignored -> showForm();
            case Screen.Loading it -> {
                content.getChildren().setAll(message(loading));
                loading.show(it.load());
            }
            case Screen.Choosing it -> {
                chooser.offer(it.tasks());
                content.getChildren().setAll(chooser);
            }
            case Screen.NoTasks ignored -> content.getChildren().setAll(message(noTasks()));
            case Screen.NoSuchTask ignored -> content.getChildren().setAll(message(noSuchTask()));
            case Screen.Failed it -> content.getChildren().setAll(message(failure(it.failure())));
        }
        legend.setVisible(drawn && graphForm.isSelected());
    }

    private void showForm() {
        boolean asGraph = !tableForm.isSelected();
        zoomButtons.setVisible(asGraph);
        followBox.setVisible(asGraph);
        if (viewModel.screenProperty().get() instanceof Screen.Drawn) {
            Drawing drawing = viewModel.drawingProperty().get();
            boolean counted = drawing != null && drawing.isOfBuckets();
            Node wanted = asGraph ? graph : counted ? bucketTable.view() : table.view();
            if (!content.getChildren().contains(wanted)) {
                content.getChildren().setAll(wanted);
            }
            legend.setVisible(asGraph);
            graph.repaint();
        }
    }

    private static Node message(Region message) {
        var holder = new StackPane(message);
        holder.getStyleClass().add("receipts-message");
        if (!(message instanceof LoadingRows)) {
            holder.getChildren().setAll(Messages.centred(message));
        }
        return holder;
    }

    private Region noTasks() {
        return Messages.empty(
                "receipts",
                texts.text("receipts.none"),
                texts.text("receipts.none_text"),
                Action.primary(
                        texts.text("receipts.submit"), () -> context.navigator().go(new Destination.SubmitTask(null))),
                Action.of(
                        texts.text("receipts.demo"),
                        () -> context.navigator().go(new Destination.ShowPlace(PlaceId.DEMO))));
    }

    private Region noSuchTask() {
        return Messages.empty(
                "receipts",
                texts.text("receipts.no_such_task"),
                texts.text("receipts.no_such_task_text"),
                Action.of(texts.text("receipts.choose_other"), viewModel::choose));
    }

    private Region failure(Exception failure) {
        return ErrorNote.of(texts, failure, Action.of(texts.text("receipts.try_again"), viewModel::retry));
    }

    // ---- Title row and inspector

    private void tell(@Nullable Drawing drawing) {
        if (drawing == null) {
            return;
        }
        LineageSummary summary = drawing.summary();
        Lanes shown = summary == null ? drawing.tasksIn() : summary.lanes();
        lanesBox.setVisible(shown != null);
        if (shown != null) {
            lanes.tell(shown);
        }
        ReceiptIndex index = drawing.index();
        what.setText(texts.text(
                drawing.isOfBuckets()
                        ? "receipts.of_bucket"
                        : switch (viewModel.reachProperty().get()) {
                            case RECEIPT -> "receipts.of_receipt";
                            case TASK -> "receipts.of_task";
                            case TREE -> "receipts.of_tree";
                        }));
        LineageTask task = index.task(viewModel.taskId());
        if (task != null) {
            chip.setGraphic(chipContent(task));
        }
        String key = index.lineage().truncated()
                ? "receipts.size_cut"
                : drawing.isOfBuckets()
                        ? viewModel.isGivenUp() ? "receipts.size_given_up" : "receipts.size_buckets"
                        : drawing.isOfTasks() ? "receipts.size_tasks" : "receipts.size";
        size.setText(texts.text(
                key, drawing.receipts(), drawing.tasks(), drawing.graph().size()));
        open.setText(texts.text("receipts.open", drawing.open()));
        open.setVisible(hasOpen());
    }

    private boolean hasOpen() {
        Drawing drawing = viewModel.drawingProperty().get();
        return drawing != null && drawing.open() > 0;
    }

    private HBox chipContent(LineageTask task) {
        var id = new Label(ShortId.of(task.taskId()));
        id.getStyleClass().addAll(Styles.MONO, Styles.ACCENT_TEXT);
        var type = new Label(task.type());
        type.setMaxWidth(260);
        var row = new HBox(Glyphs.state(task.status(), 12), type, id);
        row.getStyleClass().add("chip-content");
        return row;
    }

    private void tellFound(List<UUID> ids) {
        found.setText(viewModel.findProperty().get().isBlank() ? "" : texts.text("receipts.found", ids.size()));
    }

    private void inspect(@Nullable Inspection inspection) {
        inspector.set(inspection == null ? null : nodeInspector.show(inspection));
    }

    // ---- Buttons

    @FXML
    void choose() {
        context.navigator().go(new Destination.ShowPlace(PlaceId.RECEIPTS));
        viewModel.choose();
    }

    @FXML
    void nextOpen() {
        viewModel.nextOpen();
    }

    @FXML
    void nextMatch() {
        viewModel.nextMatch();
    }

    @FXML
    void lessUp() {
        step(viewModel.upProperty(), -1);
    }

    @FXML
    void moreUp() {
        step(viewModel.upProperty(), 1);
    }

    @FXML
    void lessDown() {
        step(viewModel.downProperty(), -1);
    }

    @FXML
    void moreDown() {
        step(viewModel.downProperty(), 1);
    }

    private static void step(IntegerProperty steps, int by) {
        steps.set(Math.clamp(steps.get() + by, 0, ReceiptsViewModel.MOST_STEPS));
    }

    @FXML
    void zoomIn() {
        graph.zoom(true);
    }

    @FXML
    void zoomOut() {
        graph.zoom(false);
    }

    @FXML
    void fit() {
        graph.fit();
    }
}
