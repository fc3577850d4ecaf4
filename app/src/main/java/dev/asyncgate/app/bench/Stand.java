package dev.asyncgate.app.bench;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.shell.Navigator;
import dev.asyncgate.app.shell.Place;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.theme.Themes;
import dev.asyncgate.bench.Effort;
import dev.asyncgate.engine.Gate;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.layout.Pane;
import javafx.stage.Stage;

/** A window of the usual size in which one place stands, driven from a thread that is not the FX thread. */
public final class Stand implements AutoCloseable {

    private static final double WIDTH = 1392;
    private static final double HEIGHT = 832;
    private static final long PATIENCE_SECONDS = 120;
    private static final long CHANGES_A_SECOND = 1_000;

    private final Gate gate;
    private final Effort effort;
    private final Consumer<String> progress;
    private final Background background;
    private final PlaceContext context;
    private final Scene scene;
    private final Stage stage;

    private Stand(Gate gate, Effort effort, Consumer<String> progress, Background background) {
        this.background = background;
        this.gate = gate;
        this.effort = effort;
        this.progress = progress;
        context = new PlaceContext(
                background, new Navigator(), new Themes(), Texts.of(Locale.ENGLISH), Clock.systemUTC());
        scene = new Scene(new Pane(), WIDTH, HEIGHT);
        context.themes().dress(scene);
        stage = new Stage();
        stage.setScene(scene);
        stage.show();
    }

    /** Puts it up; the toolkit runs already. */
    public static Stand open(Gate gate, Effort effort, Consumer<String> progress) {
        Background background = Background.onFxThread();
        return call(background, () -> new Stand(gate, effort, progress, background));
    }

    public Gate gate() {
        return gate;
    }

    public Effort effort() {
        return effort;
    }

    public void say(String line) {
        progress.accept(line);
    }

    /** Makes a place and shows it. */
    public <P extends Place> P show(Function<PlaceContext, P> place) {
        return call(() -> {
            P made = place.apply(context);
            scene.setRoot(made.view());
            scene.getRoot().applyCss();
            scene.getRoot().layout();
            return made;
        });
    }

    /** On the FX thread. */
    public <T> T call(Callable<T> action) {
        return call(background, action);
    }

    /** As {@link #call}, for what gives no answer. */
    public void run(Runnable action) {
        boolean _ = call(() -> {
            action.run();
            return true;
        });
    }

    private static <T> T call(Background background, Callable<T> action) {
        try {
            return background.callOnFx(action);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many ms pass from an action until the frame in which something has become true has been painted. */
    public double millisUntilPainted(Runnable action, BooleanSupplier shown) {
        var painted = new CountDownLatch(1);
        var seen = new AtomicBoolean();
        var end = new AtomicLong();
        Runnable listener = () -> {
            if (shown.getAsBoolean() && seen.compareAndSet(false, true)) {
                end.set(System.nanoTime());
                painted.countDown();
            }
            Platform.requestNextPulse();
        };
        long begin = System.nanoTime();
        run(() -> {
            scene.addPostLayoutPulseListener(listener);
            action.run();
            Platform.requestNextPulse();
        });
        try {
            if (!painted.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nothing was painted within " + PATIENCE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            run(() -> scene.removePostLayoutPulseListener(listener));
        }
        return (end.get() - begin) / 1e6;
    }

    /** The frames while something moves for a while. */
    public Frames frames(DoubleConsumer move) {
        Frames frames = call(() -> {
            var made = new Frames(scene, move);
            made.start();
            return made;
        });
        pause(effort.measured());
        run(frames::stop);
        return frames;
    }

    /** How long the FX thread was held at most, ms, while a thousand changes a second are heard of. */
    public double longestHold() {
        var longest = new AtomicLong();
        var going = new AtomicBoolean(true);
        Thread changes = Thread.ofPlatform().daemon().start(() -> {
            while (going.get()) {
                background.changed();
                pause(Duration.ofNanos(1_000_000_000 / CHANGES_A_SECOND));
            }
        });
        Thread probe = Thread.ofPlatform().daemon().start(() -> {
            while (going.get()) {
                long asked = System.nanoTime();
                run(() -> {});
                longest.accumulateAndGet(System.nanoTime() - asked, Math::max);
                pause(Duration.ofMillis(2));
            }
        });
        pause(effort.measured());
        going.set(false);
        try {
            changes.join();
            probe.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return longest.get() / 1e6;
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        run(stage::close);
        background.close();
    }
}
