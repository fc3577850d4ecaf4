package dev.asyncgate.app;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.background.Load;
import dev.asyncgate.app.background.Scope;
import dev.asyncgate.app.connections.Connections;
import dev.asyncgate.app.connections.Connections.Outcome;
import dev.asyncgate.app.connections.Profile;
import dev.asyncgate.app.connections.QuestionPane;
import dev.asyncgate.app.memory.Memory;
import dev.asyncgate.app.memory.MemoryFile;
import dev.asyncgate.app.shell.Action;
import dev.asyncgate.app.shell.Destination.ShowPlace;
import dev.asyncgate.app.shell.ErrorNote;
import dev.asyncgate.app.shell.LoadingRows;
import dev.asyncgate.app.shell.Messages;
import dev.asyncgate.app.shell.Navigator;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.app.shell.Preferences;
import dev.asyncgate.app.shell.Shell;
import dev.asyncgate.app.theme.Fonts;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.theme.Themes;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.gateway.Tracing;
import dev.asyncgate.workers.demo.Demo;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import javafx.geometry.Pos;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The console's composition root: shows its window at once, opens the engine off the FX thread, then fills the window
 * with a {@link Desk}; and fills it anew, from context to places, when another database is connected to. For the FX thread,
 * but for {@link #close()}.
 */
final class Console implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Console.class);

    /** The file in the data folder that says what was left open. */
    private static final String LEFT_OPEN = "console.properties";

    private final Prelude prelude;
    private final FirstOpening first;
    private final Tracing tracing;
    private final Connections connections;
    private final Background opening = Background.onFxThread();
    private final Scope scope = opening.scope();
    private final Themes themes = new Themes();
    private final MemoryFile left;
    private final Preferences preferences;
    private final Texts texts;
    private final VBox waiting = new VBox();
    private final Scene scene;
    private PlaceContext context;
    private volatile @Nullable Gate gate;
    private @Nullable Desk desk;

    /** What plays on a gate before anybody looks; null for nothing. Runs off the FX thread. */
    @FunctionalInterface
    interface Prelude {

        /** An ordinary start. */
        Prelude NONE = gate -> null;

        @Nullable Demo play(Gate gate) throws InterruptedException;
    }

    /** {@code first} is this console's from now on. */
    Console(FirstOpening first, Prelude prelude) {
        Fonts.load();
        this.prelude = prelude;
        this.first = first;
        this.tracing = first.tracing();
        this.connections = first.connections();
        left = new MemoryFile(opening, first.settings().dataDir().resolve(LEFT_OPEN));
        preferences = new Preferences(left.memory(), themes, System.getProperty("user.name", "operator"));
        texts = Texts.of(preferences.languageProperty().get().locale());
        context = new PlaceContext(
                Background.onFxThread(), new Navigator(), themes, texts, Clock.systemUTC(), left.memory());
        waiting.getStyleClass().add("place");
        waiting.setAlignment(Pos.CENTER);
        scene = Shell.scene(context, waiting);
    }

    /** Who waits for the engine. */
    interface Opening {

        /** The places stand. */
        void opened(Desk desk);

        /** The engine did not open; the window says so and offers to try again. */
        void failed(Exception failure);
    }

    /** Shows the window, which waits for the engine. */
    void show(Stage stage, Opening listener) {
        stage.setTitle(texts.text("shell.name"));
        stage.setScene(scene);
        WindowBounds.keep(stage, left.memory().part("window"));
        stage.show();
        open(first::profile, profile -> first.outcome(), listener);
    }

    PlaceContext context() {
        return context;
    }

    Scene scene() {
        return scene;
    }

    // ---- the first database

    /** What came of the way to it, and what plays there already. */
    private record Begun(
            Profile profile, Outcome outcome, @Nullable Demo demo) {}

    /** How one gets from a profile to its database. Runs off the FX thread. */
    @FunctionalInterface
    private interface Way {
        Outcome go(Profile profile) throws Exception;
    }

    private void open(Callable<Profile> which, Opening listener) {
        open(which, connections::open, listener);
    }

    private void open(Callable<Profile> which, Way way, Opening listener) {
        tell(
                "start.looking",
                scope.load(
                        "open",
                        which,
                        profile -> open(profile, way, listener),
                        failure -> fail(failure, null, connections::first, listener)));
    }

    private void open(Profile profile, Way way, Opening listener) {
        tell(
                profile.isEmbedded() ? "start.embedded" : "start.server",
                scope.load(
                        "open",
                        () -> begin(profile, way),
                        begun -> go(begun, listener),
                        failure -> fail(failure, profile, () -> profile, listener)));
    }

    private void tell(String key, Load load) {
        var words = new Label(texts.text(key));
        words.getStyleClass().add("message-text");
        var rows = new LoadingRows(texts, scope);
        rows.setMaxWidth(Region.USE_PREF_SIZE);
        waiting.getChildren().setAll(words, rows);
        rows.show(load);
    }

    private Begun begin(Profile profile, Way way) throws Exception {
        Outcome outcome = way.go(profile);
        if (outcome instanceof Outcome.Opened(var opened, var itsGate)) {
            gate = itsGate;
            remember(opened);
            return new Begun(opened, outcome, prelude.play(itsGate));
        }
        return new Begun(profile, outcome, null);
    }

    private void go(Begun begun, Opening listener) {
        if (begun.outcome() instanceof Outcome.Opened opened) {
            listener.opened(fill(opened, begun.demo()));
            return;
        }
        // A question of the way is answered in the empty window.
        waiting.getChildren()
                .setAll(QuestionPane.of(
                        texts,
                        connections,
                        begun.outcome(),
                        scope,
                        () -> open(begun.profile(), connections::open, listener),
                        failure -> fail(failure, begun.profile(), begun::profile, listener),
                        () -> open(connections::local, listener)));
    }

    private Desk fill(Outcome.Opened opened, @Nullable Demo playing) {
        context = context.remembering(memoryOf(opened.profile()));
        var filled = new Desk(opened, context, preferences, connections, this::change, playing);
        desk = filled;
        Shell.show(scene, filled.root());
        return filled;
    }

    private void fail(Exception failure, @Nullable Profile profile, Callable<Profile> again, Opening listener) {
        List<Action> actions = new ArrayList<>();
        actions.add(Action.primary(texts.text("start.again"), () -> open(again, listener)));
        if (profile != null && !profile.isEmbedded()) {
            actions.add(Action.of(texts.text("start.local"), () -> open(connections::local, listener)));
        }
        var note = ErrorNote.of(texts, failure, actions.toArray(Action[]::new));
        waiting.getChildren().setAll(Messages.centred(note));
        listener.failed(failure);
    }

    // ---- another database

    /** Another gate is open: its desk takes the window over, and nothing of the old one goes on. */
    private void change(Outcome.Opened opened) {
        Gate before = gate;
        leave();
        context.background().close();
        context = new PlaceContext(
                Background.onFxThread(), new Navigator(), themes, texts, Clock.systemUTC(), left.memory());
        gate = opened.gate();
        fill(opened, null);
        context.navigator().go(new ShowPlace(PlaceId.CONNECTIONS));
        scope.load(
                () -> {
                    remember(opened.profile());
                    if (before != null) {
                        before.close();
                    }
                    return before;
                },
                closed -> {},
                failure -> LOG.warn("the database before was not left in good order", failure));
    }

    /** What was left open at one database is of no use at another. */
    private Memory memoryOf(Profile profile) {
        return profile.hasName() ? left.memory().part(profile.id().toString()) : left.memory();
    }

    private void remember(Profile profile) {
        try {
            connections.remember(profile);
        } catch (IOException e) {
            LOG.warn("where the console is could not be saved: {}", e.getMessage());
        }
    }

    /** On the FX thread: ends what plays and what is asked. {@link #close()} comes after it. */
    void end() {
        scope.cancelAll();
        leave();
    }

    private void leave() {
        if (desk != null) {
            desk.close();
        }
    }

    /** Leaves the engine; an embedded server stops with its last user. From any thread. */
    @Override
    public void close() {
        opening.close();
        first.close();
        context.background().close();
        left.close();
        Gate opened = gate;
        if (opened != null) {
            opened.close();
        }
        tracing.close();
    }
}
