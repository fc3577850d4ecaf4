package dev.asyncgate.app;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.background.Scope;
import dev.asyncgate.app.shell.Action;
import dev.asyncgate.app.shell.ErrorNote;
import dev.asyncgate.app.shell.LoadingRows;
import dev.asyncgate.app.shell.Messages;
import dev.asyncgate.app.shell.Navigator;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.Shell;
import dev.asyncgate.app.theme.Fonts;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.theme.Themes;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.settings.Settings;
import dev.asyncgate.workers.demo.Demo;
import java.time.Clock;
import java.util.Locale;
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

    private final Settings settings;
    private final Prelude prelude;
    private final Background background = Background.onFxThread();
    private final Scope scope = background.scope();
    private final Themes themes = new Themes();
    private final Texts texts = Texts.of(Locale.getDefault());
    private final PlaceContext context =
            new PlaceContext(background, new Navigator(), themes, texts, Clock.systemUTC());
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
        var filled = new Desk(Objects.requireNonNull(gate), context, playing);
        desk = filled;
        scene.setRoot(filled.root());
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
        Gate opened = gate;
        if (opened != null) {
            opened.close();
        }
    }
}
