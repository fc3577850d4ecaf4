package dev.asyncgate.app;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.background.Scope;
import dev.asyncgate.app.memory.MemoryFile;
import dev.asyncgate.app.shell.Action;
import dev.asyncgate.app.shell.ErrorNote;
import dev.asyncgate.app.shell.LoadingRows;
import dev.asyncgate.app.shell.Messages;
import dev.asyncgate.app.shell.Navigator;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.Preferences;
import dev.asyncgate.app.shell.Shell;
import dev.asyncgate.app.theme.Fonts;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.theme.Themes;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.settings.Settings;
import dev.asyncgate.workers.demo.Demo;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/**
 * The console's composition root: shows its window at once, opens the engine off the FX thread, then fills the window
 * with a {@link Desk}. For the FX thread, but for {@link #close()}.
 */
final class Console implements AutoCloseable {

    /** The file in the data folder that says what was left open. */
    private static final String LEFT_OPEN = "console.properties";

    private final Settings settings;
    private final Prelude prelude;
    private final Background background = Background.onFxThread();
    private final Scope scope = background.scope();
    private final Themes themes = new Themes();
    private final MemoryFile left;
    private final Preferences preferences;
    private final Texts texts;
    private final PlaceContext context;
    private final VBox waiting = new VBox();
    private final Scene scene;
    private volatile @Nullable Gate gate;
    private @Nullable Desk desk;

    /** What plays on a gate before anybody looks; null for nothing. Runs off the FX thread. */
    @FunctionalInterface
    interface Prelude {

        /** An ordinary start. */
        Prelude NONE = gate -> null;

        @Nullable Demo play(Gate gate) throws InterruptedException;
    }

    Console(Settings settings, Prelude prelude) {
        Fonts.load();
        this.settings = settings;
        this.prelude = prelude;
        left = new MemoryFile(background, settings.dataDir().resolve(LEFT_OPEN));
        preferences = new Preferences(left.memory(), themes, System.getProperty("user.name", "operator"));
        texts = Texts.of(preferences.languageProperty().get().locale());
        context = new PlaceContext(
                background, new Navigator(), themes, texts, Clock.systemUTC(), left.memory());
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

    /** Shows the window and begins to open the engine. */
    void show(Stage stage, Opening opening) {
        stage.setTitle(texts.text("shell.name"));
        stage.setScene(scene);
        WindowBounds.keep(stage, left.memory().part("window"));
        stage.show();
        open(opening);
    }

    PlaceContext context() {
        return context;
    }

    Scene scene() {
        return scene;
    }

    private void open(Opening opening) {
        var words = new Label(texts.text(settings.database().url().embedded() ? "start.embedded" : "start.server"));
        words.getStyleClass().add("message-text");
        var rows = new LoadingRows(texts, scope);
        rows.setMaxWidth(Region.USE_PREF_SIZE);
        waiting.getChildren().setAll(words, rows);
        rows.show(scope.load(
                "open", this::openDesk, demo -> fill(demo.orElse(null), opening), failure -> fail(failure, opening)));
    }

    private Optional<Demo> openDesk() throws InterruptedException {
        Gate opened = Gate.open(settings);
        gate = opened;
        return Optional.ofNullable(prelude.play(opened));
    }

    private void fill(@Nullable Demo playing, Opening opening) {
        var filled = new Desk(Objects.requireNonNull(gate), context, preferences, playing);
        desk = filled;
        Shell.show(scene, filled.root());
        opening.opened(filled);
    }

    private void fail(Exception failure, Opening opening) {
        var note = ErrorNote.of(texts, failure, Action.primary(texts.text("start.again"), () -> open(opening)));
        waiting.getChildren().setAll(Messages.centred(note));
        opening.failed(failure);
    }

    /** On the FX thread: ends what plays and what is asked. {@link #close()} comes after it. */
    void end() {
        scope.cancelAll();
        if (desk != null) {
            desk.close();
        }
    }

    /** Leaves the engine; an embedded server stops with its last user. From any thread. */
    @Override
    public void close() {
        background.close();
        left.close();
        Gate opened = gate;
        if (opened != null) {
            opened.close();
        }
    }
}
