package dev.asyncgate.app.asof;

import dev.asyncgate.app.leases.PastLeases;
import dev.asyncgate.app.receipts.PastReceipts;
import dev.asyncgate.app.rows.ChoiceMenu;
import dev.asyncgate.app.shell.Action;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.ErrorNote;
import dev.asyncgate.app.shell.LoadingRows;
import dev.asyncgate.app.shell.Messages;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.words.Durations;
import dev.asyncgate.app.words.Instants;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.history.HistorySpan;
import dev.asyncgate.history.NearestEvent;
import dev.asyncgate.lease.LeaseSpan;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Ties the place's FXML to its view-model. For the FX thread only. */
@SuppressWarnings({"NullAway.Init", "UnusedMethod"}) // the loader fills the fields and calls the methods
final class AsOfController {

    private static final List<Integer> SPEEDS = List.of(1, 10, 60);

    /** Narrower than this, fewer words are said, and those that others say as well not at all. */
    private static final double WIDE = 640;

    private final PlaceContext context;
    private final AsOfViewModel viewModel;
    private final HistorySlider slider;
    private final PastLists lists;
    private final PastLeases leases;
    private final PastReceipts receipts;
    private final LoadingRows loading;
    private boolean arrived;

    @FXML
    private VBox root;

    @FXML
    private HBox parts;

    @FXML
    private MenuButton stateMenu;

    @FXML
    private MenuButton otherPlaces;

    @FXML
    private TextField instantField;

    @FXML
    private Label instantProblem;

    @FXML
    private Label ago;

    @FXML
    private Label rebuilt;

    @FXML
    private StackPane sliderHolder;

    @FXML
    private Button backButton;

    @FXML
    private ToggleButton playButton;

    @FXML
    private Button forwardButton;

    @FXML
    private HBox steps;

    @FXML
    private HBox speeds;

    @FXML
    private Label step;

    @FXML
    private Label speed;

    @FXML
    private Label next;

    @FXML
    private VBox failureHolder;

    @FXML
    private StackPane content;

    AsOfController(PlaceContext context, Inspector inspector, AsOfViewModel viewModel) {
        this.context = context;
        this.viewModel = viewModel;
        this.slider = new HistorySlider(context, viewModel);
        this.lists = new PastLists(context, inspector, viewModel);
        this.leases = new PastLeases(context, inspector, viewModel.shownAtProperty());
        this.receipts = new PastReceipts(context, inspector, viewModel.shownAtProperty());
        this.loading = new LoadingRows(context.texts(), context.background().scope());
    }

    @FXML
    private void initialize() {
        sliderHolder.getChildren().setAll(slider);
        segments(
                parts,
                List.of(Part.values()),
                part -> text("part_" + part.key()),
                viewModel.partProperty().get(),
                viewModel.partProperty()::set);
        segments(
                steps,
                List.of(Step.values()),
                step -> text("step_" + step.key()),
                viewModel.stepProperty().get(),
                viewModel.stepProperty()::set);
        segments(
                speeds,
                SPEEDS,
                speed -> text("speed_of", speed),
                viewModel.speedProperty().get(),
                speed -> viewModel.speedProperty().set(speed));
        playButton.selectedProperty().bindBidirectional(viewModel.playingProperty());
        viewModel.playingProperty().subscribe(playing -> {
            playButton.setGraphic(Glyphs.icon(playing ? "pause" : "play", 12));
            playButton.setText(text(playing ? "pause" : "play"));
        });
        backButton.setOnAction(event -> viewModel.step(false));
        forwardButton.setOnAction(event -> viewModel.step(true));
        for (Label word : List.of(step, speed, next)) {
            word.managedProperty().bind(word.visibleProperty());
            word.visibleProperty().bind(root.widthProperty().greaterThanOrEqualTo(WIDE));
        }
        root.widthProperty()
                .subscribe(ignored -> tell(viewModel.readingProperty().get()));
        failureHolder.managedProperty().bind(failureHolder.visibleProperty());
        instantProblem.managedProperty().bind(instantProblem.visibleProperty());
        stateMenu.managedProperty().bind(stateMenu.visibleProperty());
        offerStates();
        instantField.setOnAction(event -> enterInstant());
        instantField.focusedProperty().subscribe(focused -> {
            if (!focused) {
                tellInstant();
            }
        });
        viewModel.atProperty().subscribe(ignored -> tellInstant());
        viewModel.shownAtProperty().subscribe(lists::show);
        viewModel.readingProperty().subscribe(this::tell);
        viewModel.spanProperty().subscribe(ignored -> showContent());
        viewModel.partProperty().subscribe(ignored -> {
            showContent();
            focusContent();
        });
        viewModel.treeProperty().subscribe(ignored -> showContent());
        viewModel.failureProperty().subscribe(this::tellFailure);
        leases.selectedProperty().subscribe(this::selected);
        receipts.selectedProperty().subscribe(this::selected);
        viewModel.selectedProperty().subscribe(what -> {
            if (what == null || what.leaseId() == null) {
                leases.select(null, null);
            }
        });
        List.of(
                        viewModel.selectedProperty(),
                        viewModel.dossierProperty(),
                        viewModel.shownAtProperty(),
                        viewModel.rangeProperty(),
                        viewModel.partProperty(),
                        viewModel.treeProperty())
                .forEach(property -> property.subscribe(this::offerOtherPlaces));
        offerOtherPlaces();
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
    }

    private void offerOtherPlaces() {
        otherPlaces
                .getItems()
                .setAll(elsewhere().stream()
                        .map(way -> {
                            var item = new MenuItem(way.label());
                            item.setMnemonicParsing(false);
                            item.setOnAction(event -> way.run().run());
                            return item;
                        })
                        .toList());
    }

    /** The other places that can show what is looked at. */
    List<Action> elsewhere() {
        return viewModel.elsewhere().stream()
                .map(way -> Action.of(words(way), () -> {
                    viewModel.playingProperty().set(false);
                    context.navigator().go(way);
                }))
                .toList();
    }

    private String words(Destination way) {
        String place = context.texts().text(way.place().textKey());
        return switch (way) {
            case Destination.ShowBetween(var _, var from, var to) ->
                text("elsewhere_between", place, Instants.minute(from), Instants.minute(to));
            case Destination.ShowLease it -> text("elsewhere_lease", place);
            case Destination.ShowObligation it -> text("elsewhere_obligation", place);
            default -> text("elsewhere_task", place);
        };
    }

    private void offerStates() {
        var states = new ChoiceMenu<TaskStatus>(
                stateMenu, text("state"), text("any_state"), TaskStatus::wireName, lists::narrow);
        states.offer(List.of(TaskStatus.values()));
        lists.taskRows().queryProperty().subscribe(query -> states.tell(query.status()));
    }

    private static <V> void segments(
            HBox holder, List<V> values, Function<V, String> name, V first, Consumer<V> choose) {
        var group = new ToggleGroup();
        List<ToggleButton> buttons = values.stream()
                .map(value -> {
                    var button = new ToggleButton(name.apply(value));
                    button.setToggleGroup(group);
                    button.setUserData(value);
                    button.setSelected(value.equals(first));
                    button.setOnAction(event -> {
                        button.setSelected(true);
                        choose.accept(value);
                    });
                    return button;
                })
                .toList();
        buttons.getLast().getStyleClass().add("last");
        holder.getChildren().setAll(buttons);
    }

    Parent root() {
        return root;
    }

    PastLists lists() {
        return lists;
    }

    // ---- coming and going

    void arrive() {
        arrived = true;
        showContent();
        slider.requestFocus();
    }

    void leave() {
        arrived = false;
        lists.leave();
        leases.leave();
        receipts.leave();
    }

    void focusInstant() {
        instantField.requestFocus();
        instantField.selectAll();
    }

    private void showContent() {
        Part part = viewModel.partProperty().get();
        parts.getChildren().forEach(node -> ((ToggleButton) node).setSelected(part.equals(node.getUserData())));
        stateMenu.setVisible(part == Part.TASKS);
        if (!arrived) {
            return;
        }
        lists.leave();
        leases.leave();
        receipts.leave();
        content.getChildren().setAll(shown(part));
    }

    /** What had the focus may have gone: the keys go on with what is shown, or the slider until that can have it. */
    private void focusContent() {
        if (arrived) {
            slider.requestFocus();
            switch (viewModel.partProperty().get()) {
                case TASKS, OBLIGATIONS ->
                    lists.takeFocus(viewModel.partProperty().get());
                case LEASES -> leases.takeFocus();
                case RECEIPTS -> receipts.takeFocus();
            }
        }
    }

    private Node shown(Part part) {
        HistorySpan.Span span = viewModel.spanProperty().get();
        if (span == null) {
            return loading;
        }
        if (span.first() == null) {
            return noHistory(span);
        }
        return switch (part) {
            case TASKS -> {
                lists.arrive(part);
                yield lists.tasks();
            }
            case OBLIGATIONS -> {
                lists.arrive(part);
                yield lists.obligations();
            }
            case LEASES -> {
                leases.arrive();
                yield leases.view();
            }
            case RECEIPTS -> graph();
        };
    }

    private Node graph() {
        UUID tree = viewModel.treeProperty().get();
        if (tree == null) {
            return Messages.centred(Messages.empty("receipts", text("no_receipts"), text("no_receipts_text")));
        }
        receipts.arrive(tree);
        return receipts.view();
    }

    private Node noHistory(HistorySpan.Span span) {
        String words = span.archived() ? text("all_archived") : text("no_history_text");
        return Messages.centred(Messages.empty(
                "asof",
                text("no_history"),
                words,
                Action.primary(text("run_demo"), () -> context.navigator().go(new Destination.ShowPlace(PlaceId.DEMO))),
                Action.of(text("submit"), () -> context.navigator().go(new Destination.SubmitTask(null)))));
    }

    // ---- selection

    private void selected(@Nullable LeaseSpan lease) {
        if (lease != null) {
            viewModel.select(lease.taskId(), lease.leaseId());
        }
    }

    private void selected(@Nullable Receipt receipt) {
        if (receipt != null && receipt.taskId() != null) {
            viewModel.select(receipt.taskId(), receipt.leaseId());
        }
    }

    /** Nothing is selected anywhere any more. */
    void selectNothing() {
        receipts.select(null);
        viewModel.select(null, null);
    }

    // ---- telling

    private void tellInstant() {
        if (!instantField.isFocused()) {
            instantField.setText(InstantText.of(viewModel.atProperty().get()));
            instantProblem.setVisible(false);
        }
        Instant now = viewModel.whole().to();
        Duration before = Duration.between(viewModel.atProperty().get(), now);
        String words = isWide() ? "ago" : "ago_brief";
        ago.setText(before.isZero() ? text("is_now") : text(words, Durations.words(before)));
    }

    private void enterInstant() {
        InstantText.Read read =
                InstantText.read(instantField.getText(), viewModel.atProperty().get());
        switch (read) {
            case InstantText.Read.Ok(var instant) -> {
                slider.requestFocus();
                viewModel.moveTo(instant);
                tellInstant();
            }
            case InstantText.Read.Wrong ignored -> {
                instantProblem.setText(text("no_instant", instantField.getText()));
                instantProblem.setVisible(true);
            }
        }
    }

    private void tell(@Nullable Reading reading) {
        if (reading == null) {
            return;
        }
        long unknown = reading.then().unknown();
        String words = isWide() ? "rebuilt_of" : "rebuilt_brief";
        rebuilt.setText(
                unknown == 0
                        ? text(words, reading.then().total())
                        : text(words + "_some", reading.then().total(), unknown));
        rebuilt.getStyleClass().remove(Styles.WARN);
        if (unknown > 0) {
            rebuilt.getStyleClass().add(Styles.WARN);
        }
        next.setText(reading.next().map(event -> next(reading.at(), event)).orElse(text("nothing_next")));
        tellInstant();
    }

    private boolean isWide() {
        return root.getWidth() >= WIDE;
    }

    private String next(Instant at, NearestEvent.Event event) {
        String in = Durations.precise(Duration.between(at, event.at()));
        String of = event.taskType() == null ? "" : event.taskType();
        return event.refused()
                ? text("next_refused", event.by(), event.what(), of, in)
                : text("next", event.by(), event.what(), of, in);
    }

    private void tellFailure(@Nullable Exception failure) {
        failureHolder.setVisible(failure != null);
        if (failure != null) {
            failureHolder
                    .getChildren()
                    .setAll(ErrorNote.of(context.texts(), failure, Action.of(text("retry"), viewModel::retry)));
        }
    }

    // ---- keys and buttons

    private static final Map<KeyCode, Part> PARTS = new EnumMap<>(Map.of(
            KeyCode.DIGIT1, Part.TASKS,
            KeyCode.DIGIT2, Part.LEASES,
            KeyCode.DIGIT3, Part.OBLIGATIONS,
            KeyCode.DIGIT4, Part.RECEIPTS));

    private void keyPressed(KeyEvent event) {
        boolean typing = event.getTarget() instanceof TextInputControl;
        if (typing || event.isShortcutDown() || event.isControlDown() || event.isAltDown() || event.isMetaDown()) {
            return;
        }
        if (act(event)) {
            event.consume();
        }
    }

    /** Arrow keys belong to what has the focus; on the slider they step, and elsewhere comma and full stop do. */
    private boolean act(KeyEvent event) {
        boolean onSlider = event.getTarget() == slider;
        boolean onButton = event.getTarget() instanceof Button || event.getTarget() instanceof ToggleButton;
        switch (event.getCode()) {
            case COMMA -> viewModel.step(false);
            case PERIOD -> viewModel.step(true);
            case LEFT -> {
                if (!onSlider) {
                    return false;
                }
                viewModel.step(false);
            }
            case RIGHT -> {
                if (!onSlider) {
                    return false;
                }
                viewModel.step(true);
            }
            case SPACE -> {
                if (onButton) {
                    return false;
                }
                viewModel.playingProperty().set(!viewModel.playingProperty().get());
            }
            case HOME -> backToLive();
            default -> {
                Part part = PARTS.get(event.getCode());
                if (part == null) {
                    return false;
                }
                viewModel.partProperty().set(part);
            }
        }
        return true;
    }

    /** The same as it is now. */
    @FXML
    private void backToLive() {
        viewModel.playingProperty().set(false);
        AsOfViewModel.Selected selected = viewModel.selectedProperty().get();
        Part part = viewModel.partProperty().get();
        context.navigator().go(destination(part, selected));
    }

    private static Destination destination(Part part, AsOfViewModel.@Nullable Selected selected) {
        if (selected == null) {
            return new Destination.ShowPlace(part.now());
        }
        UUID lease = selected.leaseId();
        return switch (part) {
            case TASKS -> new Destination.ShowTask(selected.taskId());
            case LEASES ->
                lease == null
                        ? new Destination.ShowPlace(PlaceId.LEASES)
                        : new Destination.ShowLease(lease, selected.taskId());
            case RECEIPTS -> new Destination.ShowReceipts(selected.taskId());
            case OBLIGATIONS -> new Destination.ShowPlace(PlaceId.OBLIGATIONS);
        };
    }

    private String text(String key, Object... values) {
        return context.texts().text("asof." + key, values);
    }
}
