package dev.asyncgate.app.shell;

import dev.asyncgate.app.background.Load;
import dev.asyncgate.app.shell.Destination.ShowPlace;
import dev.asyncgate.app.theme.Texts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Rectangle;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** Ties the shell's FXML to its view-model, the navigator and the places. */
@SuppressWarnings("NullAway.Init") // the fields are the loader's to fill
final class ShellController {

    /** The keys of what is remembered: the place shown, and where the rail is collapsed. */
    private static final String PLACE = "place";

    private static final String RAIL = "rail";

    /** In px: a place beside a whole rail and an inspector would have much less than the room it was designed for. */
    private static final double NARROW = 1360;

    private final PlaceContext context;
    private final ShellViewModel viewModel;
    private final Shell.Session session;
    private final Function<Tenant, Map<PlaceId, Supplier<? extends Place>>> placesOf;
    private final Map<Tenant, Places> placesByTenant = new HashMap<>();
    private Places places = Places.NONE;
    private @Nullable Place shown;
    private Subscription inspectorFollows = Subscription.EMPTY;

    @FXML
    private StackPane root;

    @FXML
    private BorderPane frame;

    @FXML
    private Button commandField;

    @FXML
    private HBox commandRow;

    @FXML
    private Label commandPrompt;

    @FXML
    private Button backButton;

    @FXML
    private Button forwardButton;

    @FXML
    private Button themeButton;

    @FXML
    private MenuButton tenant;

    @FXML
    private HBox environmentPill;

    @FXML
    private HBox banner;

    @FXML
    private Label bannerWords;

    @FXML
    private Label bannerNext;

    @FXML
    private VBox rail;

    @FXML
    private StackPane placeHolder;

    @FXML
    private HBox statusRow;

    @FXML
    private Region connectionDot;

    @FXML
    private Label connectionWords;

    @FXML
    private Label latency;

    @FXML
    private Button liveButton;

    @FXML
    private Label rate;

    @FXML
    private HBox counts;

    @FXML
    private HBox work;

    @FXML
    private Label workWords;

    @FXML
    private Label workTime;

    @FXML
    private ProgressBar workBar;

    @FXML
    private Label hint;

    @FXML
    private Region hintEnd;

    @FXML
    private Label clock;

    private StatusBar statusBar;
    private Subscription stanceFollows = Subscription.EMPTY;
    private Rail railItems;
    private Overlays overlays;

    ShellController(
            PlaceContext context,
            ShellViewModel viewModel,
            Shell.Session session,
            Function<Tenant, Map<PlaceId, Supplier<? extends Place>>> placesOf) {
        this.context = context;
        this.viewModel = viewModel;
        this.session = session;
        this.placesOf = placesOf;
    }

    /** Binds everything and goes to the first place. */
    void begin() {
        railItems = new Rail(rail, context.texts(), this::goTo);
        overlays = new Overlays(
                root, context, session, () -> viewModel.tenantProperty().get(), this::commands, this::keys);
        frame.widthProperty().subscribe(ignored -> arrangeRail());
        dressEnvironment();
        keepPlaceInItsBounds();
        bindHead();
        statusBar = new StatusBar(
                context.texts(),
                viewModel,
                new StatusBar.Parts(
                        connectionDot,
                        connectionWords,
                        latency,
                        liveButton,
                        rate,
                        counts,
                        work,
                        workWords,
                        workTime,
                        workBar,
                        clock));
        statusBar.bind();
        // The keys of a place stand in the help too.
        new YieldingRow(
                        statusRow,
                        new YieldingRow.Part(hint, hintEnd),
                        new YieldingRow.Part(rate),
                        new YieldingRow.Part(latency))
                .begin();
        new ConnectionBanner(context.texts(), viewModel, banner, bannerWords, bannerNext).bind();
        new ShellKeys(context.navigator(), this::currentPlace, overlays, () -> places.ids(), this::toggleRail)
                .listenOn(root);
        viewModel.tenantProperty().subscribe(this::showTenant);
        context.navigator().currentProperty().subscribe(this::arrive);
    }

    /** Another tenant has places of its own, which keep their state; what was gone through before is of no use there. */
    private void showTenant(Tenant next) {
        if (shown != null) {
            shown.leave();
        }
        PlaceId before = shown == null ? leftOpen() : shown.id();
        shown = null;
        places = placesByTenant.computeIfAbsent(next, of -> new Places(placesOf.apply(of)));
        tenant.setText(next.name());
        railItems.fill(places);
        List<PlaceId> ids = places.ids();
        if (before != null && ids.contains(before)) {
            context.navigator().restart(new ShowPlace(before));
        } else if (!ids.isEmpty()) {
            context.navigator().restart(new ShowPlace(ids.getFirst()));
        }
    }

    void close() {
        session.dialogs().close();
        if (shown != null) {
            shown.leave();
            shown = null;
        }
    }

    /** The place that was shown when the console was closed. */
    private @Nullable PlaceId leftOpen() {
        String name = context.memory().get(PLACE);
        return Arrays.stream(PlaceId.values())
                .filter(id -> id.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** Makes the places anew. */
    void renew() {
        placesByTenant.clear();
        showTenant(viewModel.tenantProperty().get());
    }

    List<PlaceId> placeIds() {
        return places.ids();
    }

    private void dressEnvironment() {
        Environment environment = session.environment();
        frame.getStyleClass().addAll(environment.styleClasses());
        environmentPill.getChildren().setAll(new EnvironmentPill(environment, context.texts()));
        tenant.getItems()
                .setAll(session.tenants().stream().map(this::tenantItem).toList());
        var operatorTip = new Tooltip();
        tenant.setTooltip(operatorTip);
        session.operator().subscribe(who -> operatorTip.setText(context.texts().text("shell.operator", who)));
    }

    private MenuItem tenantItem(Tenant choice) {
        var item = new MenuItem(choice.name());
        item.setOnAction(event -> viewModel.tenantProperty().set(choice));
        return item;
    }

    /** A place that asks for more room than there is is cut, and moves nothing else. */
    private void keepPlaceInItsBounds() {
        var clip = new Rectangle();
        clip.widthProperty().bind(placeHolder.widthProperty());
        clip.heightProperty().bind(placeHolder.heightProperty());
        placeHolder.setClip(clip);
    }

    private void bindHead() {
        Navigator navigator = context.navigator();
        backButton.disableProperty().bind(navigator.canGoBackProperty().not());
        forwardButton.disableProperty().bind(navigator.canGoForwardProperty().not());
        Texts texts = context.texts();
        var themeTip = new Tooltip();
        themeButton.setTooltip(themeTip);
        context.themes()
                .choiceProperty()
                .subscribe(choice -> themeTip.setText(texts.text(
                        "shell.theme_is",
                        texts.text("theme." + choice.name()),
                        texts.text("theme." + choice.next().name()))));
        commandField
                .widthProperty()
                .subscribe(width -> commandPrompt.setText(texts.text(
                        width.doubleValue() < commandField.prefWidth(-1) - 1
                                ? "shell.command_short"
                                : "shell.command")));
        // A button's graphic is as wide as its content wants: here the key stands at the right edge.
        commandRow.minWidthProperty().bind(commandField.widthProperty().subtract(18));
    }

    private void arrive(@Nullable Destination destination) {
        if (destination == null) {
            return;
        }
        Place place = places.get(destination.place());
        if (place == null) {
            return;
        }
        if (!place.equals(shown)) {
            if (shown != null) {
                shown.leave();
            }
            show(place);
        }
        place.arrive(destination);
    }

    private void show(Place place) {
        shown = place;
        context.memory().put(PLACE, place.id().name());
        placeHolder.getChildren().setAll(place.view());
        inspectorFollows.unsubscribe();
        inspectorFollows = place.inspector().subscribe(this::inspect);
        stanceFollows.unsubscribe();
        stanceFollows = place.stance().subscribe(statusBar::stand);
        hint.setText(context.texts().text(place.hintKey()));
        railItems.select(place.id());
        arrangeRail();
    }

    private void inspect(@Nullable Parent inspector) {
        if (inspector != null && !inspector.getStyleClass().contains("inspector")) {
            inspector.getStyleClass().add("inspector");
        }
        frame.setRight(inspector);
    }

    /** Where nobody chose otherwise, a narrow window has room for the place and its inspector alone. */
    private boolean isRailCollapsed(PlaceId place) {
        String chosen = context.memory().part(RAIL).get(place.key());
        return chosen == null ? place.railStartsCollapsed() || isNarrow() : Boolean.parseBoolean(chosen);
    }

    private boolean isNarrow() {
        return frame.getWidth() > 0 && frame.getWidth() < NARROW;
    }

    private void arrangeRail() {
        if (shown != null) {
            railItems.collapse(isRailCollapsed(shown.id()));
        }
    }

    private void goTo(PlaceId place) {
        context.navigator().go(new ShowPlace(place));
    }

    private @Nullable Place currentPlace() {
        return shown;
    }

    private List<Command> commands() {
        var commands = new ArrayList<Command>();
        if (shown != null) {
            commands.addAll(shown.commands());
        }
        commands.addAll(Command.all(context, viewModel, places.ids(), () -> overlays.showHelp()));
        return commands;
    }

    private List<HelpKeys.Entry> keys() {
        return HelpKeys.of(context.texts(), shown);
    }

    @FXML
    void toggleRail() {
        if (shown != null) {
            boolean collapsed = !isRailCollapsed(shown.id());
            context.memory().part(RAIL).put(shown.id().key(), String.valueOf(collapsed));
            arrangeRail();
        }
    }

    @FXML
    void goBack() {
        context.navigator().back();
    }

    @FXML
    void goForward() {
        context.navigator().forward();
    }

    @FXML
    void openPalette() {
        overlays.showPalette();
    }

    @FXML
    void openHelp() {
        overlays.showHelp();
    }

    @FXML
    void nextTheme() {
        var choice = context.themes().choiceProperty();
        choice.set(choice.get().next());
    }

    @FXML
    void retryNow() {
        viewModel.retryNow();
    }

    @FXML
    void toggleLive() {
        viewModel.toggleLive();
    }

    @FXML
    void stopWork() {
        viewModel.workProperty().get().ifPresent(Load::stop);
    }
}
