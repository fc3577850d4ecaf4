package dev.asyncgate.app.demo;

import dev.asyncgate.app.shell.Action;
import dev.asyncgate.app.shell.Destination.ShowPlace;
import dev.asyncgate.app.shell.ErrorNote;
import dev.asyncgate.app.shell.Messages;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.Durations;
import dev.asyncgate.workers.demo.Scenario;
import dev.asyncgate.workers.demo.Speed;
import dev.asyncgate.workers.demo.WorkerView;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Ties the demo's FXML to its view-model. */
@SuppressWarnings("NullAway.Init") // the fields are the loader's to fill
final class DemoController {

    private static final int COLUMNS = 4;

    /** The keys that play the scenarios, in their order. */
    private static final List<KeyCode> NUMBERS = List.of(
            KeyCode.DIGIT1,
            KeyCode.DIGIT2,
            KeyCode.DIGIT3,
            KeyCode.DIGIT4,
            KeyCode.DIGIT5,
            KeyCode.DIGIT6,
            KeyCode.DIGIT7,
            KeyCode.DIGIT8);

    private final PlaceContext context;
    private final Texts texts;
    private final DemoViewModel viewModel;
    private final ServerFaultsPane serverFaults;
    private final LookPane looks;
    private final ReadOnlyObjectWrapper<@Nullable Parent> inspector = new ReadOnlyObjectWrapper<>(this, "inspector");
    private List<ScenarioCard> scenarioCards = List.of();
    private Set<Scenario> lastPlayed = Set.of();
    private LiveStripView strip;
    private WorkerTable workers;

    @FXML
    private VBox root;

    @FXML
    private HBox running;

    @FXML
    private Label scenario;

    @FXML
    private Label runningFor;

    @FXML
    private Label where;

    @FXML
    private HBox speeds;

    @FXML
    private Button pause;

    @FXML
    private Button stop;

    @FXML
    private GridPane cards;

    @FXML
    private VBox failure;

    @FXML
    private StackPane empty;

    @FXML
    private VBox live;

    @FXML
    private Label liveNote;

    @FXML
    private StackPane stripHolder;

    @FXML
    private Label selection;

    @FXML
    private TableView<?> table;

    DemoController(PlaceContext context, DemoViewModel viewModel, ServerFaultsPane serverFaults) {
        this.context = context;
        this.texts = context.texts();
        this.viewModel = viewModel;
        this.serverFaults = serverFaults;
        this.looks = new LookPane(context);
    }

    @FXML
    void initialize() {
        for (var node : List.of(running, failure, empty, live)) {
            node.managedProperty().bind(node.visibleProperty());
        }
        strip = new LiveStripView(context.themes(), texts.text("demo.strip"));
        stripHolder.getChildren().setAll(strip);
        workers = new WorkerTable(context, table, viewModel);
        live.getChildren().add(serverFaults);
        table.getSelectionModel().selectedItemProperty().subscribe(ignored -> showSelection());
        addCards();
        addSpeeds();
        empty.getChildren().setAll(offer());
        root.setFocusTraversable(true);
        root.setOnKeyPressed(this::pressed);
        stop.disableProperty().bind(viewModel.busyProperty());
        viewModel.busyProperty().subscribe(ignored -> showPlaying());
        viewModel.scenariosProperty().subscribe(ignored -> showPlaying());
        viewModel.pausedProperty().subscribe(this::showPaused);
        viewModel.readingProperty().subscribe(this::showReading);
        viewModel.failureProperty().subscribe(this::showFailure);
    }

    private void addCards() {
        List<ScenarioCard> made = new ArrayList<>();
        for (Scenario scenario : Scenario.values()) {
            int index = made.size();
            var card = new ScenarioCard(context, scenario, index + 1, () -> viewModel.play(scenario));
            card.disableProperty().bind(viewModel.busyProperty());
            cards.add(card, index % COLUMNS, index / COLUMNS);
            made.add(card);
        }
        scenarioCards = List.copyOf(made);
    }

    private void addSpeeds() {
        var group = new ToggleGroup();
        for (Speed speed : Speed.values()) {
            var button = new ToggleButton(texts.text("demo.times", speed.factor()));
            button.setAccessibleText(texts.text("demo.times.accessible", speed.factor()));
            button.setToggleGroup(group);
            viewModel.speedProperty().subscribe(current -> button.setSelected(current == speed));
            button.setOnAction(event -> {
                button.setSelected(true);
                viewModel.setSpeed(speed);
            });
            speeds.getChildren().add(button);
        }
        speeds.getChildren().getLast().getStyleClass().add("last");
    }

    private Parent offer() {
        return Messages.centred(Messages.empty(
                "demo",
                texts.text("demo.empty"),
                texts.text("demo.empty.why"),
                Action.primary(texts.text("demo.play.steady"), () -> viewModel.play(Scenario.STEADY)),
                Action.of(texts.text("demo.play.crashing"), () -> viewModel.play(Scenario.CRASHING))));
    }

    private void showPlaying() {
        Set<Scenario> playing = viewModel.scenariosProperty().get();
        boolean plays = !playing.isEmpty();
        if (plays) {
            lastPlayed = playing;
        }
        scenarioCards.forEach(card -> card.show(playing.contains(card.scenario())));
        pause.setDisable(!plays || viewModel.busyProperty().get());
        stop.setVisible(plays);
        stop.setManaged(plays);
        pause.setVisible(plays);
        pause.setManaged(plays);
        running.setVisible(plays || viewModel.busyProperty().get());
        where.setText(plays ? texts.text("demo.where") : "");
        scenario.setText(
                plays
                        ? texts.text("demo.plays", ScenarioCard.names(texts, playing))
                        : texts.text(viewModel.busyProperty().get() ? "demo.starting" : "demo.stopped"));
        showReading(viewModel.readingProperty().get());
    }

    private void showPaused(boolean paused) {
        pause.setText(texts.text(paused ? "demo.resume" : "demo.pause"));
        pause.setGraphic(Glyphs.icon(paused ? "play" : "pause", 12));
    }

    private void showReading(@Nullable DemoReading reading) {
        boolean plays = !viewModel.scenariosProperty().get().isEmpty();
        live.setVisible(reading != null);
        empty.setVisible(reading == null && !plays && !viewModel.busyProperty().get());
        inspector.set(reading == null ? null : looks);
        if (reading == null) {
            runningFor.setText("");
            return;
        }
        runningFor.setText(plays ? Durations.words(reading.runningFor()) : "");
        liveNote.setText(texts.text(
                "demo.live.note",
                reading.workers().size(),
                reading.strip().span().minutes()));
        strip.show(reading.strip());
        workers.show(reading);
        looks.show(lastPlayed, reading, viewModel.faults());
        showSelection();
    }

    private void showSelection() {
        WorkerView selected = workers == null ? null : workers.selected();
        selection.setText(selected == null ? "" : texts.text("demo.selected", selected.id()));
    }

    private void showFailure(@Nullable Exception problem) {
        failure.setVisible(problem != null);
        failure.getChildren().clear();
        if (problem != null) {
            failure.getChildren().setAll(ErrorNote.of(texts, problem));
        }
    }

    private void pressed(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        KeyCode code = event.getCode();
        int number = NUMBERS.indexOf(code);
        if (number >= 0 && number < scenarioCards.size()) {
            viewModel.play(scenarioCards.get(number).scenario());
        } else if (code == KeyCode.SPACE) {
            viewModel.togglePause();
        } else if (code == KeyCode.P) {
            pauseSelected();
        } else if (code == KeyCode.K) {
            killSelected();
        } else {
            return;
        }
        event.consume();
    }

    private void pauseSelected() {
        WorkerView selected = workers.selected();
        if (selected != null && selected.isAlive()) {
            viewModel.freeze(selected.id());
        } else if (selected != null && selected.state() == WorkerView.State.FROZEN) {
            viewModel.thaw(selected.id());
        }
    }

    private void killSelected() {
        WorkerView selected = workers.selected();
        if (selected != null && selected.isAlive()) {
            viewModel.kill(selected.id());
        }
    }

    @FXML
    void togglePause() {
        viewModel.togglePause();
    }

    @FXML
    void stopPlaying() {
        viewModel.stop();
    }

    @FXML
    void openLeases() {
        context.navigator().go(new ShowPlace(PlaceId.LEASES));
    }

    Parent root() {
        return root;
    }

    ReadOnlyObjectProperty<@Nullable Parent> inspector() {
        return inspector.getReadOnlyProperty();
    }
}
