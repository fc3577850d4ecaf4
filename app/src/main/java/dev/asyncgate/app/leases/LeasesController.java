package dev.asyncgate.app.leases;

import dev.asyncgate.app.background.Load;
import dev.asyncgate.app.export.PictureExport;
import dev.asyncgate.app.export.SavePrompt;
import dev.asyncgate.app.shell.Action;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.ErrorNote;
import dev.asyncgate.app.shell.LoadingRows;
import dev.asyncgate.app.shell.Messages;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.Durations;
import dev.asyncgate.app.words.Instants;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Ties the place's FXML to its view-model. For the FX thread only. */
@SuppressWarnings({"NullAway.Init", "UnusedMethod"}) // the loader fills the fields and calls the methods
final class LeasesController {

    private static final double ZOOM = 1.5;
    private static final double STEP = 0.1;
    private static final Duration SOON = Duration.ofSeconds(30);

    /** Narrower than this, the axis alone says which part of time is shown. */
    private static final double ROOM_FOR_WINDOW = 560;

    private final PlaceContext context;
    private final LeasesViewModel viewModel;
    private final LoadingRows loading;
    private final OverviewView overview;
    private final TimelineView timeline;
    private final LeaseTable table;
    private final PictureExport pictures;

    @FXML
    private VBox root;

    @FXML
    private HBox measuredChip;

    @FXML
    private Label measuredWords;

    @FXML
    private HBox measuredPlaces;

    @FXML
    private MenuButton exportMenu;

    @FXML
    private Label liveCount;

    @FXML
    private Label inView;

    @FXML
    private HBox expiryChip;

    @FXML
    private Label expiryLeft;

    @FXML
    private Label expiryWorker;

    @FXML
    private HBox laneSegments;

    @FXML
    private MenuButton endMenu;

    @FXML
    private TextField laneFilter;

    @FXML
    private Label windowLabel;

    @FXML
    private ToggleButton followButton;

    @FXML
    private ToggleButton pauseButton;

    @FXML
    private ToggleButton tableButton;

    @FXML
    private StackPane overviewHolder;

    @FXML
    private VBox failureHolder;

    @FXML
    private StackPane content;

    @FXML
    private HBox tools;

    @FXML
    private HBox legend;

    LeasesController(PlaceContext context, LeasesViewModel viewModel, CanvasFonts fonts, SavePrompt savePrompt) {
        this.context = context;
        this.viewModel = viewModel;
        this.loading = new LoadingRows(context.texts(), context.background().scope());
        this.overview = new OverviewView(viewModel, context, fonts);
        this.timeline = new TimelineView(viewModel, context, fonts);
        this.table = new LeaseTable(viewModel, context);
        this.pictures = new PictureExport(context, savePrompt);
    }

    @FXML
    private void initialize() {
        overviewHolder.getChildren().setAll(overview);
        laneSegments.getChildren().setAll(laneButtons());
        new EndMenu(endMenu, context, viewModel).fill();
        laneFilter.textProperty().bindBidirectional(viewModel.laneFilterProperty());
        pauseButton.selectedProperty().bindBidirectional(viewModel.pausedProperty());
        viewModel.viewport().followProperty().subscribe(followButton::setSelected);
        tableButton.selectedProperty().subscribe(ignored -> showContent());
        failureHolder.managedProperty().bind(failureHolder.visibleProperty());
        expiryChip.managedProperty().bind(expiryChip.visibleProperty());
        measuredChip.managedProperty().bind(measuredChip.visibleProperty());
        measuredPlaces.getChildren().setAll(measuredButtons());
        viewModel.measuredProperty().subscribe(this::tellMeasured);
        pictures.offerPng(exportMenu, "leases", timeline::picture);
        pictures.offerText(exportMenu, "svg", "leases", timeline::svg);
        root.getChildren().add(root.getChildren().indexOf(overviewHolder), pictures);
        viewModel.timelineProperty().subscribe(this::tellInView);
        viewModel.dataProperty().subscribe(this::tellCounts);
        viewModel.nowProperty().subscribe(ignored -> tellNextExpiry());
        viewModel.viewport().windowProperty().subscribe(this::tellWindow);
        viewModel.shownProperty().subscribe(ignored -> showContent());
        viewModel.firstLoadProperty().subscribe(this::follow);
        viewModel.failureProperty().subscribe(this::tellFailure);
        windowLabel.managedProperty().bind(windowLabel.visibleProperty());
        tools.widthProperty().subscribe(width -> windowLabel.setVisible(width.doubleValue() >= ROOM_FOR_WINDOW));
        context.themes()
                .paletteProperty()
                .subscribe(palette -> legend.getChildren().setAll(Legend.entries(palette, context.texts())));
        root.addEventHandler(KeyEvent.KEY_PRESSED, this::keyPressed);
    }

    Parent root() {
        return root;
    }

    /** Arrow keys walk from lease to lease at once. */
    void takeFocus() {
        timeline.requestFocus();
    }

    void focusFilter() {
        laneFilter.requestFocus();
        laneFilter.selectAll();
    }

    // ---- tools

    private List<ToggleButton> laneButtons() {
        var group = new ToggleGroup();
        List<ToggleButton> buttons = List.of(LaneBy.values()).stream()
                .map(by -> {
                    var button = new ToggleButton(text("by_" + by.key()));
                    button.setToggleGroup(group);
                    viewModel.laneByProperty().subscribe(now -> button.setSelected(now == by));
                    button.setOnAction(event -> {
                        button.setSelected(true);
                        viewModel.laneByProperty().set(by);
                    });
                    return button;
                })
                .toList();
        buttons.getLast().getStyleClass().add("last");
        return buttons;
    }

    @FXML
    private void zoomIn() {
        viewModel.zoom(1 / ZOOM);
    }

    @FXML
    private void zoomOut() {
        viewModel.zoom(ZOOM);
    }

    @FXML
    private void fit() {
        viewModel.fit();
    }

    @FXML
    private void toggleFollow() {
        viewModel.followNow(followButton.isSelected());
    }

    // ---- telling

    private void tellCounts(@Nullable LeaseData data) {
        if (data != null) {
            liveCount.setText(text("live", data.leases().live()));
        }
        tellNextExpiry();
    }

    private void tellInView(@Nullable Timeline laidOut) {
        if (laidOut != null) {
            inView.setText(text(laidOut.complete() ? "in_view" : "in_view_counting", laidOut.overlapping()));
        }
    }

    /** Where a measured stretch of time can be looked at otherwise. */
    private List<Button> measuredButtons() {
        return List.of(PlaceId.TASKS, PlaceId.LEDGER, PlaceId.AUDIT).stream()
                .map(place -> {
                    var button = new Button(context.texts().text("place." + place.key()));
                    button.getStyleClass().add(Styles.SMALL_BUTTON);
                    button.setOnAction(event -> {
                        TimeWindow measured = viewModel.measuredProperty().get();
                        if (measured != null) {
                            context.navigator().go(new Destination.ShowBetween(place, measured.from(), measured.to()));
                        }
                    });
                    return button;
                })
                .toList();
    }

    private void tellMeasured(@Nullable TimeWindow measured) {
        measuredChip.setVisible(measured != null);
        if (measured != null) {
            measuredWords.setText(text(
                    "measured",
                    Instants.second(measured.from()),
                    Instants.second(measured.to()),
                    Durations.precise(measured.length())));
        }
    }

    @FXML
    private void clearMeasured() {
        viewModel.clearMeasured();
    }

    private void tellNextExpiry() {
        Duration left = viewModel.untilNextExpiry();
        LeaseData data = viewModel.dataProperty().get();
        expiryChip.setVisible(left != null);
        if (left != null && data != null && data.nextExpiry() != null) {
            expiryLeft.setText(Durations.countdown(left));
            expiryWorker.setText(data.nextExpiry().workerId());
            expiryChip.getStyleClass().remove("soon");
            if (left.compareTo(SOON) < 0) {
                expiryChip.getStyleClass().add("soon");
            }
        }
    }

    private void tellWindow(TimeWindow window) {
        windowLabel.setText(text("window", edge(window.from(), window.length()), edge(window.to(), window.length())));
    }

    private void tellFailure(@Nullable Exception failure) {
        failureHolder.setVisible(failure != null);
        if (failure != null) {
            Action retry = Action.of(text("retry"), viewModel::retry);
            failureHolder.getChildren().setAll(ErrorNote.of(context.texts(), failure, retry));
        }
    }

    private void follow(@Nullable Load first) {
        if (first != null) {
            loading.show(first);
        }
    }

    private void showContent() {
        content.getChildren()
                .setAll(
                        switch (viewModel.shownProperty().get()) {
                            case LOADING -> loading;
                            case EMPTY -> empty();
                            case FILTERED -> filtered();
                            case LANES -> tableButton.isSelected() ? table.node() : timeline;
                        });
    }

    private Node empty() {
        var navigator = context.navigator();
        return Messages.centred(Messages.empty(
                "leases",
                text("empty"),
                text("empty_text"),
                Action.primary(text("run_demo"), () -> navigator.go(new Destination.ShowPlace(PlaceId.DEMO))),
                Action.of(text("submit"), () -> navigator.go(new Destination.SubmitTask(null)))));
    }

    private Node filtered() {
        String ends = viewModel.endsProperty().get().isEmpty()
                ? text("any_end")
                : viewModel.endsProperty().get().stream().sorted().collect(Collectors.joining(", "));
        String words = text("filtered", viewModel.laneFilterProperty().get(), ends);
        return Messages.centred(Messages.filteredToNothing(context.texts(), words, viewModel::clearFilters));
    }

    // ---- keys

    private void keyPressed(KeyEvent event) {
        boolean typing = event.getTarget() instanceof TextInputControl;
        if (typing || event.isShortcutDown() || event.isControlDown() || event.isAltDown() || event.isMetaDown()) {
            return;
        }
        if (act(event)) {
            event.consume();
        }
    }

    private boolean act(KeyEvent event) {
        switch (event.getCode()) {
            case A -> panBy(-STEP);
            case D -> panBy(STEP);
            case W -> timeline.scrollBy(-2 * LeaseBar.ROW_HEIGHT);
            case S -> timeline.scrollBy(2 * LeaseBar.ROW_HEIGHT);
            case PLUS, ADD, EQUALS -> zoomIn();
            case MINUS, SUBTRACT -> zoomOut();
            case DIGIT0, NUMPAD0 -> fit();
            case M -> viewModel.measureSelected();
            case O -> viewModel.openFolds();
            case T -> tableButton.setSelected(!tableButton.isSelected());
            case ENTER -> {
                return openTask();
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void panBy(double part) {
        viewModel.pan(TimeWindow.part(viewModel.viewport().window().length(), part));
    }

    /** Enter on a button presses the button; elsewhere it opens the task of the selected lease, or the group of a lane. */
    private boolean openTask() {
        String lane = viewModel.selectedLaneProperty().get();
        if (timeline.isFocused() && lane != null) {
            viewModel.toggleGroup(lane);
            return true;
        }
        UUID task = viewModel.selection().taskId();
        boolean here = timeline.isFocused() || table.node().isFocused();
        if (!here || task == null) {
            return false;
        }
        context.navigator().go(new Destination.ShowTask(task));
        return true;
    }

    private String text(String key, Object... values) {
        Texts texts = context.texts();
        return texts.text("leases." + key, values);
    }

    /** As exact as a window of this length needs. */
    private static String edge(Instant instant, Duration length) {
        return length.toMinutes() < 10 ? Instants.second(instant) : Instants.minute(instant);
    }
}
