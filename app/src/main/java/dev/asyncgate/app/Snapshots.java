package dev.asyncgate.app;

import dev.asyncgate.app.Pose.Look;
import dev.asyncgate.app.Pose.State;
import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.past.Callers;
import dev.asyncgate.app.past.Crowd;
import dev.asyncgate.app.past.Day;
import dev.asyncgate.app.sheet.Sheet;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Destination.ShowFiltered;
import dev.asyncgate.app.shell.Destination.ShowPlace;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.app.shell.Shell;
import dev.asyncgate.app.shell.Tenant;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.settings.Settings;
import dev.asyncgate.workers.demo.Demo;
import java.awt.image.BufferedImage;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** Visits every place and takes its picture. Driven from the main thread; the console runs on the FX thread. */
final class Snapshots implements AutoCloseable {

    private static final Duration SETTLES_WITHIN = Duration.ofSeconds(10);

    /** The gateway's place asks for its calls every two seconds. */
    private static final Duration LOOKS_AGAIN = Duration.ofMillis(2500);

    /** A screen of 2560 × 1440 px at 200 %, which leaves 1280 × 720 to lay out. */
    private static final double LARGE_WIDTH = 2560;

    private static final double LARGE_HEIGHT = 1440;

    /** Tasks of many states. */
    private static final String WORTH_A_LOOK = "type:report.*,embeddings.build,chart.*,dataset.* age>4m";

    private final Path folder;
    private final Pose pose;
    private final @Nullable Day day;
    private final List<Path> written = new ArrayList<>();
    private final CompletableFuture<Desk> opened = new CompletableFuture<>();
    private volatile @Nullable Console console;
    private Duration demo = Duration.ZERO;

    /** Null until the tenant is crowded. */
    private @Nullable Crowd crowd;

    /** Of the day that was played, which goes on meanwhile; null where there is none, and then the demo is played at once. */
    Snapshots(Path folder, Pose pose, @Nullable Day day) {
        this.folder = folder;
        this.pose = pose;
        this.day = day;
    }

    /** On the FX thread: the console as a user would see it, in the middle of work. */
    void open(Settings settings, Duration demo) {
        this.demo = demo;
        var made = new Console(FirstOpening.begin(settings), gate -> prelude(gate, demo));
        console = made;
        made.show(new Stage(), new Console.Opening() {
            @Override
            public void opened(Desk desk) {
                opened.complete(desk);
            }

            @Override
            public void failed(Exception failure) {
                opened.completeExceptionally(failure);
            }
        });
    }

    private @Nullable Demo prelude(Gate gate, Duration demo) throws InterruptedException {
        if (day == null) {
            return Demo.rehearse(gate, demo);
        }
        day.goOn(gate);
        return null;
    }

    /** On the main thread: opens every place and takes no picture; returns how many there are. */
    int rehearse() throws Exception {
        Desk desk = opened();
        Console it = Objects.requireNonNull(console);
        Background background = it.context().background();
        List<PlaceId> places = background.callOnFx(() -> {
            desk.showTenant(Desk.DEMO);
            return desk.placeIds();
        });
        for (PlaceId place : places) {
            go(it.context(), new ShowPlace(place));
            settle(background);
        }
        leave(it);
        return places.size();
    }

    private static void leave(Console it) throws Exception {
        it.context().background().callOnFx(() -> {
            it.end();
            return null;
        });
    }

    /** On the main thread: goes round. */
    List<Path> write() throws Exception {
        Desk desk = opened();
        Console it = Objects.requireNonNull(console);
        visit(it, desk);
        leave(it);
        return List.copyOf(written);
    }

    /** What the engine refused goes on as it was said. */
    private Desk opened() throws Exception {
        try {
            return opened.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private void visit(Console it, Desk desk) throws Exception {
        for (State state : State.values()) {
            if (pose.states().contains(state)) {
                visit(it, desk, state);
            }
        }
        if (pose.showsAll()) {
            Scene sheet = it.context()
                    .background()
                    .callOnFx(() -> Shell.scene(
                            it.context(),
                            new Sheet(
                                    it.context().texts(), it.context().themes().paletteProperty())));
            for (int scale : pose.scales()) {
                for (Look theme : Look.values()) {
                    dress(it.context(), theme, scale);
                    // It is no window, which has to do with the screen that there is.
                    double share = scale / 100.0;
                    take(
                            it.context().background(),
                            sheet,
                            Pose.file("sheet", theme, scale, State.NORMAL),
                            Shell.WIDTH * share,
                            Shell.HEIGHT * share);
                }
            }
        }
    }

    /** The empty state is that of the tenant in which nobody works until it is crowded. */
    private void visit(Console it, Desk desk, State state) throws Exception {
        PlaceContext context = it.context();
        Tenant tenant = state == State.NORMAL ? Desk.DEMO : Desk.DEFAULT;
        if (state == State.CROWDED) {
            crowd = Crowd.fill(desk.gate(), tenant.id());
        }
        context.background().callOnFx(() -> {
            desk.showTenant(tenant);
            return null;
        });
        var sights = new Sights(desk.gate().inspector(tenant.id()), desk.placeIds());
        for (Destination destination : sights.list()) {
            if (pose.shows(destination.place())) {
                go(context, destination);
                PlaceId place = destination.place();
                if (state != State.EMPTY) {
                    enliven(it, desk, destination);
                }
                take(it, place.key(), pose.themesOf(place), state);
                if (place == PlaceId.ASOF) {
                    visitPast(it, state);
                }
            }
        }
        if (pose.showsAll()) {
            visitPalette(it, state);
            visitConnect(it, state);
            // Read anew: what was held a minute ago has ended.
            var now = new Sights(desk.gate().inspector(tenant.id()), desk.placeIds());
            Destination unfinished = now.unfinished().orElse(null);
            if (unfinished != null) {
                visitDialog(it, unfinished, state);
            }
            Destination waiting = now.waiting().orElse(null);
            if (waiting != null) {
                visitWhy(it, waiting, state);
                visitBulk(it, waiting, state);
            }
        }
    }

    /** Where something has to happen before there is something to see. */
    private void enliven(Console it, Desk desk, Destination destination) throws Exception {
        Day played = day;
        if (played == null) {
            return;
        }
        Crowd many = crowd;
        Background background = it.context().background();
        settle(background);
        switch (destination.place()) {
            case TASKS -> {
                if (many != null) {
                    return;
                }
                go(it.context(), new ShowFiltered(PlaceId.TASKS, WORTH_A_LOOK));
                settle(background);
                go(it.context(), destination);
            }
            case GATEWAY -> haveItCalled(it, desk, played, many);
            case DEMO -> {
                if (many != null) {
                    return;
                }
                pressed(it, "demo.play.crashing");
                Thread.sleep(demo);
            }
            case ASOF -> press(it, ".place.asof .timeline", List.of(KeyCode.RIGHT, KeyCode.DOWN, KeyCode.DOWN));
            case DOCTOR -> press(it, ".check-list", List.of(KeyCode.J));
            case CONNECTIONS -> chooseIn(it, ".list-view", 4);
            case ANOMALIES, AUDIT -> chooseIn(it, ".rows-table", 0);
            case LEDGER -> {
                pressed(it, "ledger.verify");
                settle(background);
                chooseIn(it, ".rows-table", 1);
            }
            default -> {}
        }
    }

    /** Opens the gateway, and programs call it. */
    private static void haveItCalled(Console it, Desk desk, Day played, @Nullable Crowd many) throws Exception {
        Background background = it.context().background();
        pressed(it, "gateway.start");
        settle(background);
        URI gateway = desk.gateway().address();
        if (many == null) {
            new Callers(gateway, played.keys()).call();
        } else {
            many.call(gateway);
        }
        Thread.sleep(LOOKS_AGAIN);
        settle(background);
        chooseIn(it, ".rows-table", 1);
    }

    /** Presses the button with these words. */
    private static void pressed(Console it, String key) throws Exception {
        String words = it.context().texts().text(key);
        it.context().background().callOnFx(() -> press(it.scene(), words));
    }

    private static void press(Console it, String where, List<KeyCode> keys) throws Exception {
        it.context().background().callOnFx(() -> {
            Node there = it.scene().getRoot().lookup(where);
            if (there != null) {
                keys.forEach(key -> type(there, key));
            }
            return null;
        });
    }

    /** Selects a row of each table or list of the place that is shown. */
    private static void chooseIn(Console it, String kind, int row) throws Exception {
        it.context().background().callOnFx(() -> {
            for (Node found : it.scene().getRoot().lookupAll(".place " + kind)) {
                switch (found) {
                    case TableView<?> table -> table.getSelectionModel().select(row);
                    case ListView<?> list -> list.getSelectionModel().select(row);
                    default -> {}
                }
            }
            return null;
        });
    }

    private void take(Console it, String name, Set<Look> themes, State state) throws Exception {
        Background background = it.context().background();
        for (int scale : pose.scales()) {
            for (Look theme : Look.values()) {
                if (themes.contains(theme)) {
                    dress(it.context(), theme, scale);
                    settle(background);
                    boolean large = scale > 100;
                    take(
                            background,
                            it.scene(),
                            Pose.file(name, theme, scale, state),
                            large ? LARGE_WIDTH : Shell.WIDTH,
                            large ? LARGE_HEIGHT : Shell.HEIGHT);
                }
            }
        }
    }

    private void visitPalette(Console it, State state) throws Exception {
        Background background = it.context().background();
        go(it.context(), new Destination.ShowPlace(PlaceId.TASKS));
        settle(background);
        background.callOnFx(() -> {
            ((Button) it.scene().lookup("#commandField")).fire();
            var field = (TextField) it.scene().lookup(".palette-field");
            field.setText("rend");
            field.end();
            return null;
        });
        settle(background);
        for (int down = 0; down < 3; down++) {
            background.callOnFx(() -> {
                type(it.scene().lookup(".palette-field"), KeyCode.DOWN);
                ((TextField) it.scene().lookup(".palette-field")).end();
                return null;
            });
        }
        take(it, "palette", pose.themesOfParts(), state);
        background.callOnFx(() -> {
            type(it.scene().lookup(".palette-field"), KeyCode.ESCAPE);
            return null;
        });
    }

    private static void type(Node there, KeyCode code) {
        Event.fireEvent(there, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
    }

    /** The other things that an earlier instant had, the first of each list selected; the receipts are the task's. */
    private void visitPast(Console it, State state) throws Exception {
        Background background = it.context().background();
        for (String part : List.of("obligations", "tasks", "receipts")) {
            String words = it.context().texts().text("asof.part_" + part);
            background.callOnFx(() -> {
                it.scene().getRoot().lookup(".place.asof").lookupAll(".toggle-button").stream()
                        .map(ToggleButton.class::cast)
                        .filter(button -> button.getText().equals(words))
                        .forEach(ToggleButton::fire);
                return null;
            });
            settle(background);
            background.callOnFx(() -> {
                it.scene().getRoot().lookupAll(".place.asof .rows-table").stream()
                        .map(table -> (TableView<?>) table)
                        .forEach(table -> table.getSelectionModel().selectFirst());
                return null;
            });
            take(it, PlaceId.ASOF.key() + "-" + part, pose.themesOf(PlaceId.ASOF), state);
        }
    }

    /** What is asked before a task is canceled, which is answered with no. */
    private void visitDialog(Console it, Destination task, State state) throws Exception {
        PlaceContext context = it.context();
        Background background = context.background();
        go(context, task);
        settle(background);
        pressed(it, "tasks.act.cancel");
        take(it, "dialog", pose.themesOfParts(), state);
        pressed(it, "tasks.act.cancel.keep");
    }

    /** How a worker is connected. */
    private void visitConnect(Console it, State state) throws Exception {
        go(it.context(), new ShowPlace(PlaceId.WORKERS));
        settle(it.context().background());
        pressed(it, "workers.connect");
        take(it, "connect", pose.themesOfParts(), state);
        pressed(it, "workers.connect.close");
    }

    /** Why a task waits. */
    private void visitWhy(Console it, Destination task, State state) throws Exception {
        Background background = it.context().background();
        go(it.context(), task);
        settle(background);
        background.callOnFx(() -> {
            it.scene().getRoot().lookupAll("#whyTab").forEach(tab -> ((ToggleButton) tab).fire());
            return null;
        });
        take(it, "why", pose.themesOfParts(), state);
    }

    /** What would be done to many tasks, and one operation that is done and undone again. */
    private void visitBulk(Console it, Destination task, State state) throws Exception {
        PlaceContext context = it.context();
        Background background = context.background();
        go(context, task);
        settle(background);
        background.callOnFx(() -> {
            it.scene().getRoot().lookupAll("#checkEvery").forEach(box -> ((CheckBox) box).fire());
            it.scene().getRoot().lookupAll("#checkAll").forEach(button -> ((Button) button).fire());
            return null;
        });
        pressed(it, "bulk.cancel.offer");
        take(it, "bulk", pose.themesOfParts(), state);
        pressed(it, "bulk.cancel.keep");
        pressed(it, "bulk.hold.offer");
        settle(background);
        background.callOnFx(() -> {
            it.scene().getRoot().lookupAll("#bulkAct").forEach(button -> ((Button) button).fire());
            return null;
        });
        take(it, "bulk-run", pose.themesOfParts(), state);
        pressed(it, "bulk.hold.undo");
        settle(background);
        pressed(it, "bulk.close");
    }

    /** Whether there was a button with these words to press, or a line of a menu. */
    private static boolean press(Scene scene, String words) {
        Optional<Button> found = scene.getRoot().lookupAll(".button").stream()
                .filter(Button.class::isInstance)
                .map(Button.class::cast)
                .filter(button -> words.equals(button.getText()))
                .findFirst();
        found.ifPresent(Button::fire);
        return found.isPresent() || choose(scene, words);
    }

    private static boolean choose(Scene scene, String words) {
        Optional<MenuItem> found = scene.getRoot().lookupAll(".menu-button").stream()
                .filter(MenuButton.class::isInstance)
                .flatMap(menu -> ((MenuButton) menu).getItems().stream())
                .filter(item -> words.equals(item.getText()))
                .findFirst();
        found.ifPresent(MenuItem::fire);
        return found.isPresent();
    }

    private static void go(PlaceContext context, Destination destination) throws Exception {
        context.background().callOnFx(() -> {
            context.navigator().go(destination);
            return null;
        });
    }

    private static void dress(PlaceContext context, Look theme, int scale) throws Exception {
        context.background().callOnFx(() -> {
            context.themes().choiceProperty().set(theme.theme());
            context.themes().scaleProperty().set(scale / 100.0);
            return null;
        });
    }

    /** Waits until nothing has been loading for three looks in a row. */
    private static void settle(Background background) throws Exception {
        long until = System.nanoTime() + SETTLES_WITHIN.toNanos();
        int quiet = 0;
        while (quiet < 3 && System.nanoTime() < until) {
            Thread.sleep(100);
            quiet = background.callOnFx(() -> background.running().isEmpty()) ? quiet + 1 : 0;
        }
    }

    private void take(Background background, Scene scene, String name, double width, double height) throws Exception {
        // The first look lays out what the second one sees.
        background.callOnFx(() -> Pictures.of(scene, width, height));
        BufferedImage picture = background.callOnFx(() -> Pictures.of(scene, width, height));
        Path file = folder.resolve(name);
        Pictures.write(picture, file);
        written.add(file);
    }

    @Override
    public void close() {
        Console it = console;
        if (it != null) {
            it.close();
        }
    }
}
