package dev.asyncgate.app.acts;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Dialogs;
import dev.asyncgate.app.shell.Environment;
import dev.asyncgate.app.shell.Finder;
import dev.asyncgate.app.shell.Navigator;
import dev.asyncgate.app.shell.Place;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.Pulse;
import dev.asyncgate.app.shell.Shell;
import dev.asyncgate.app.shell.ShellViewModel;
import dev.asyncgate.app.shell.Tenant;
import dev.asyncgate.app.theme.Fonts;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.theme.Themes;
import dev.asyncgate.database.ChangeFeed;
import dev.asyncgate.engine.TestGate;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import javafx.beans.property.SimpleStringProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/** The console's window with one place in it, on a real engine whose changes it hears. */
public final class ActingWindow implements AutoCloseable {

    private final Background background = Background.onFxThread();
    private final Navigator navigator = new Navigator();
    private final Dialogs dialogs = new Dialogs();
    private final ShellViewModel shell;
    private final ChangeFeed.Subscription changes;

    /** On the FX thread. */
    public ActingWindow(
            Stage stage, TestGate gate, Environment environment, BiFunction<PlaceContext, Acting, Place> place) {
        Fonts.load();
        var clock = Clock.fixed(gate.clock.instant(), ZoneOffset.UTC);
        var context = new PlaceContext(background, navigator, new Themes(), Texts.of(Locale.ENGLISH), clock);
        var tenant = new Tenant(gate.tenant, "acme");
        shell = new ShellViewModel(background, clock, tenant, any -> ActingWindow::pulse, () -> null);
        var session = new Shell.Session(
                environment, List.of(tenant), new SimpleStringProperty(Actings.ROSA.toString()), dialogs, Finder.NONE);
        Place made = place.apply(context, Actings.in(gate, environment, dialogs));
        var window = new Shell(context, shell, session, any -> Map.of(made.id(), () -> made));
        stage.setScene(Shell.scene(context, window.root()));
        stage.show();
        changes = gate.gate.changes().subscribe(ignored -> background.changed());
    }

    private static Pulse pulse() {
        return new Pulse("test", Duration.ZERO, Map.of());
    }

    public void go(FxRobot robot, Destination destination) {
        robot.interact(() -> navigator.go(destination));
    }

    public Navigator navigator() {
        return navigator;
    }

    /** Presses the button with these words, or the line of a menu, once it is there and allowed. */
    public void press(FxRobot robot, String words) throws Exception {
        until(() -> presses(robot, words).isPresent());
        robot.interact(() -> presses(robot, words).orElseThrow().run());
    }

    private static Optional<Runnable> presses(FxRobot robot, String words) {
        Optional<Node> button = robot.lookup((Node node) -> isButton(node, words) && !node.isDisabled())
                .tryQuery();
        return button.isPresent()
                ? button.map(node -> ((Button) node)::fire)
                : item(robot, words).filter(item -> !item.isDisable()).map(item -> item::fire);
    }

    /** Whether a menu has a line that begins with these words and may not be chosen. */
    public boolean refuses(FxRobot robot, String words) {
        return item(robot, words).filter(MenuItem::isDisable).isPresent();
    }

    private static Optional<MenuItem> item(FxRobot robot, String words) {
        return robot.lookup((Node node) -> node instanceof MenuButton).<MenuButton>queryAll().stream()
                .flatMap(menu -> menu.getItems().stream())
                .filter(item -> item.getText() != null
                        && (item.getText().equals(words) || item.getText().startsWith(words + "  –  ")))
                .findFirst();
    }

    public Button button(FxRobot robot, String words) {
        return robot.lookup((Node node) -> isButton(node, words)).queryAs(Button.class);
    }

    private static boolean isButton(Node node, String words) {
        return node instanceof Button button && words.equals(button.getText());
    }

    /** Whether a label or a run of text with these words can be read. */
    public boolean reads(FxRobot robot, String words) {
        return robot.lookup((Node node) -> words.equals(wordsOf(node)))
                .tryQuery()
                .isPresent();
    }

    private static @Nullable String wordsOf(Node node) {
        return switch (node) {
            case Label label -> label.getText();
            case Text text -> text.getText();
            default -> null;
        };
    }

    public boolean isAsking() {
        return dialogs.openProperty().get() != null;
    }

    /** Waits for something that the FX thread is asked again and again. */
    public void until(Callable<Boolean> question) throws Exception {
        WaitForAsyncUtils.waitFor(
                20, TimeUnit.SECONDS, () -> WaitForAsyncUtils.asyncFx(question).get());
    }

    @Override
    public void close() {
        changes.close();
        var _ = WaitForAsyncUtils.asyncFx(shell::stop);
        background.close();
    }
}
