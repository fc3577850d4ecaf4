package dev.asyncgate.app;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.sheet.Sheet;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.app.shell.Shell;
import dev.asyncgate.app.theme.ThemeChoice;
import dev.asyncgate.settings.Settings;
import dev.asyncgate.workers.demo.Demo;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ToggleButton;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** Visits every place and takes its picture. Driven from the main thread; the console runs on the FX thread. */
final class Snapshots implements AutoCloseable {

    private static final Set<ThemeChoice> BOTH = EnumSet.of(ThemeChoice.DARK, ThemeChoice.LIGHT);
    private static final Set<ThemeChoice> ALL = EnumSet.of(ThemeChoice.DARK, ThemeChoice.LIGHT, ThemeChoice.CONTRAST);
    private static final Set<PlaceId> ALSO_IN_CONTRAST = EnumSet.of(PlaceId.LEASES, PlaceId.RECEIPTS);
    private static final Duration SETTLES_WITHIN = Duration.ofSeconds(10);

    private final Path folder;
    private final List<Path> written = new ArrayList<>();
    private final CompletableFuture<Desk> opened = new CompletableFuture<>();
    private volatile @Nullable Console console;

    Snapshots(Path folder) {
        this.folder = folder;
    }

    /** On the FX thread: the console as a user would see it, once the demo has played for a while. */
    void open(Settings settings, Duration demo) {
        var made = new Console(settings, gate -> Demo.rehearse(gate, demo));
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

    /** On the main thread: goes round. */
    List<Path> write() throws Exception {
        Desk desk = opened();
        Console it = Objects.requireNonNull(console);
        visit(it, desk);
        it.context().background().callOnFx(() -> {
            it.end();
            return null;
        });
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
        PlaceContext context = it.context();
        Background background = context.background();
        background.callOnFx(() -> {
            desk.showTenant(Desk.DEMO);
            return null;
        });
        var sights = new Sights(desk.gate().inspector(Demo.TENANT), desk.placeIds());
        for (Destination destination : sights.list()) {
            go(context, destination);
            PlaceId place = destination.place();
            for (ThemeChoice theme : ALSO_IN_CONTRAST.contains(place) ? ALL : BOTH) {
                dress(context, theme);
                settle(background);
                take(background, it.scene(), place.key(), theme);
            }
        }
        // Read anew: what was held a minute ago has ended.
        var now = new Sights(desk.gate().inspector(Demo.TENANT), desk.placeIds());
        Destination unfinished = now.unfinished().orElse(null);
        if (unfinished != null) {
            visitDialog(it, unfinished);
        }
        Destination waiting = now.waiting().orElse(null);
        if (waiting != null) {
            visitWhy(it, waiting);
            visitBulk(it, waiting);
        }
        Scene sheet = background.callOnFx(() ->
                Shell.scene(context, new Sheet(context.texts(), context.themes().paletteProperty())));
        for (ThemeChoice theme : ALL) {
            dress(context, theme);
            take(background, sheet, "sheet", theme);
        }
    }

    /** What is asked before a task is canceled, which is answered with no. */
    private void visitDialog(Console it, Destination task) throws Exception {
        PlaceContext context = it.context();
        Background background = context.background();
        go(context, task);
        settle(background);
        background.callOnFx(() -> press(it.scene(), context.texts().text("tasks.act.cancel")));
        for (ThemeChoice theme : BOTH) {
            dress(context, theme);
            settle(background);
            take(background, it.scene(), "dialog", theme);
        }
        background.callOnFx(() -> press(it.scene(), context.texts().text("tasks.act.cancel.keep")));
    }

    /** Why a task waits. */
    private void visitWhy(Console it, Destination task) throws Exception {
        go(it.context(), task);
        settle(it.context().background());
        it.context().background().callOnFx(() -> {
            it.scene().getRoot().lookupAll("#whyTab").forEach(tab -> ((ToggleButton) tab).fire());
            return null;
        });
        takeBoth(it, "why");
    }

    /** What would be done to many tasks, and one that is done and undone again. */
    private void visitBulk(Console it, Destination task) throws Exception {
        PlaceContext context = it.context();
        Background background = context.background();
        go(context, task);
        settle(background);
        background.callOnFx(() -> {
            it.scene().getRoot().lookupAll("#checkEvery").forEach(box -> ((CheckBox) box).fire());
            it.scene().getRoot().lookupAll("#checkAll").forEach(button -> ((Button) button).fire());
            return null;
        });
        background.callOnFx(() -> press(it.scene(), context.texts().text("bulk.cancel.offer")));
        takeBoth(it, "bulk");
        background.callOnFx(() -> press(it.scene(), context.texts().text("bulk.cancel.keep")));
        background.callOnFx(() -> press(it.scene(), context.texts().text("bulk.hold.offer")));
        settle(background);
        background.callOnFx(() -> {
            it.scene().getRoot().lookupAll("#bulkAct").forEach(button -> ((Button) button).fire());
            return null;
        });
        takeBoth(it, "bulk-run");
        background.callOnFx(() -> press(it.scene(), context.texts().text("bulk.hold.undo")));
        settle(background);
        background.callOnFx(() -> press(it.scene(), context.texts().text("bulk.close")));
    }

    private void takeBoth(Console it, String name) throws Exception {
        for (ThemeChoice theme : BOTH) {
            dress(it.context(), theme);
            settle(it.context().background());
            take(it.context().background(), it.scene(), name, theme);
        }
    }

    /** Whether there was a button with these words to press. */
    private static boolean press(Scene scene, String words) {
        Optional<Button> found = scene.getRoot().lookupAll(".button").stream()
                .filter(Button.class::isInstance)
                .map(Button.class::cast)
                .filter(button -> words.equals(button.getText()))
                .findFirst();
        found.ifPresent(Button::fire);
        return found.isPresent();
    }

    private static void go(PlaceContext context, Destination destination) throws Exception {
        context.background().callOnFx(() -> {
            context.navigator().go(destination);
            return null;
        });
    }

    private static void dress(PlaceContext context, ThemeChoice theme) throws Exception {
        context.background().callOnFx(() -> {
            context.themes().choiceProperty().set(theme);
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

    private void take(Background background, Scene scene, String name, ThemeChoice theme) throws Exception {
        // The first look lays out what the second one sees.
        background.callOnFx(() -> Pictures.of(scene));
        BufferedImage picture = background.callOnFx(() -> Pictures.of(scene));
        Path file = folder.resolve(name + "-" + theme.name().toLowerCase(Locale.ROOT) + ".png");
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
