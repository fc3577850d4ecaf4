package dev.asyncgate.app.overview;

import dev.asyncgate.app.background.Load;
import dev.asyncgate.app.overview.OverviewViewModel.Shown;
import dev.asyncgate.app.shell.Action;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.ErrorNote;
import dev.asyncgate.app.shell.LoadingRows;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.app.shell.Preferences;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.overview.Overview;
import dev.asyncgate.overview.Overview.Range;
import java.util.Locale;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Ties the place's FXML to its view-model. For the FX thread only. */
@SuppressWarnings("NullAway.Init") // the loader fills the fields
final class OverviewController {

    private final PlaceContext context;
    private final OverviewViewModel viewModel;
    private final Preferences preferences;
    private final LoadingRows loading;
    private final Board board;
    private final FirstRun firstRun;
    private final ScrollPane scroll = new ScrollPane();

    @FXML
    private HBox ranges;

    @FXML
    private HBox liveSwitch;

    @FXML
    private HBox operator;

    @FXML
    private Label operatorName;

    @FXML
    private VBox failureHolder;

    @FXML
    private StackPane content;

    OverviewController(
            PlaceContext context, OverviewViewModel viewModel, Preferences preferences, Installed installed) {
        this.context = context;
        this.viewModel = viewModel;
        this.preferences = preferences;
        this.loading = new LoadingRows(context.texts(), context.background().scope());
        this.board = new Board(context);
        this.firstRun = new FirstRun(context, installed);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("overview-scroll");
    }

    @FXML
    void initialize() {
        for (Range range : Range.values()) {
            ranges.getChildren().add(rangeButton(range));
        }
        liveSwitch.getChildren().setAll(liveButton(true), liveButton(false));
        operatorName.textProperty().bind(preferences.operatorProperty().map(name -> "human:" + name));
        failureHolder.managedProperty().bind(failureHolder.visibleProperty());
        for (HBox part : new HBox[] {ranges, liveSwitch, operator}) {
            part.managedProperty().bind(part.visibleProperty());
        }
        viewModel.overviewProperty().subscribe(this::tell);
        viewModel.nowProperty().subscribe(ignored -> {
            Overview overview = viewModel.overviewProperty().get();
            if (overview != null) {
                board.tick(overview, viewModel.nowProperty().get());
            }
        });
        viewModel.shownProperty().subscribe(this::show);
        viewModel.firstLoadProperty().subscribe(this::follow);
        viewModel.failureProperty().subscribe(this::tellFailure);
    }

    private ToggleButton rangeButton(Range range) {
        String key = "overview.range." + range.name().toLowerCase(Locale.ROOT);
        var button = new ToggleButton(context.texts().text(key));
        button.setAccessibleText(
                context.texts().text("overview.last", context.texts().text(key)));
        button.setOnAction(event -> {
            viewModel.rangeProperty().set(range);
            button.setSelected(true);
        });
        viewModel.rangeProperty().subscribe(chosen -> button.setSelected(chosen == range));
        return button;
    }

    private ToggleButton liveButton(boolean live) {
        String words = context.texts().text(live ? "status.resume" : "status.pause");
        var button = new ToggleButton(
                live ? context.texts().text("status.live") : null, Glyphs.icon(live ? "play" : "pause", 11));
        button.setAccessibleText(words);
        button.setTooltip(new Tooltip(words));
        button.setOnAction(event -> {
            viewModel.liveProperty().set(live);
            button.setSelected(true);
        });
        viewModel.liveProperty().subscribe(now -> button.setSelected(now == live));
        return button;
    }

    @FXML
    void changeOperator() {
        context.navigator().go(new Destination.ShowPlace(PlaceId.SETTINGS));
    }

    private void tell(@Nullable Overview overview) {
        if (overview != null) {
            board.show(overview, viewModel.nowProperty().get());
        }
    }

    private void tellFailure(@Nullable Exception failure) {
        failureHolder.setVisible(failure != null);
        if (failure != null) {
            failureHolder
                    .getChildren()
                    .setAll(ErrorNote.of(
                            context.texts(),
                            failure,
                            Action.of(context.texts().text("rows.retry"), viewModel::readNow)));
        }
    }

    private void follow(@Nullable Load first) {
        if (first != null) {
            loading.show(first);
        }
    }

    private void show(Shown shown) {
        boolean first = shown == Shown.FIRST_RUN;
        ranges.setVisible(!first);
        liveSwitch.setVisible(!first);
        operator.setVisible(first);
        switch (shown) {
            case LOADING -> content.getChildren().setAll(loading);
            case FIRST_RUN -> {
                scroll.setContent(firstRun.view());
                content.getChildren().setAll(scroll);
            }
            case CARDS -> {
                scroll.setContent(board.view());
                content.getChildren().setAll(scroll);
            }
            case NOTHING -> content.getChildren().clear();
        }
    }
}
