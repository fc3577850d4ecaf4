package dev.asyncgate.app;

import dev.asyncgate.app.past.Day;
import dev.asyncgate.settings.Settings;
import dev.asyncgate.workers.demo.Demo;
import dev.asyncgate.workers.demo.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts JavaFX, in a window or without a display, and runs the console in it. Called from the main thread, once. */
public final class Toolkit {

    private Toolkit() {}

    /**
     * Shows the console until its window is closed.
     *
     * @param settings read while JavaFX starts
     * @param demo whether to play the demo at once
     * @throws NoDisplayException when the window cannot be shown
     * @throws Exception what the settings throw
     */
    public static void showConsole(Callable<Settings> settings, boolean demo) throws Exception {
        var closed = new CountDownLatch(1);
        var opened = new Opened();
        var broken = new AtomicReference<@Nullable RuntimeException>();
        var begun = new CompletableFuture<FirstOpening>();
        var toolkit = new FutureTask<@Nullable Void>(() -> {
            start(() -> {
                try {
                    show(begun.join(), demo, opened, closed::countDown);
                } catch (CancellationException e) {
                    // The settings were refused, which ends the program.
                    closed.countDown();
                } catch (RuntimeException e) {
                    // Nobody would hear of it on this thread.
                    broken.set(e);
                    closed.countDown();
                }
            });
            return null;
        });
        Thread.ofPlatform().daemon().name("toolkit").start(toolkit);
        // A signal ends the program without closing its window; an embedded server must not stay behind.
        Runtime.getRuntime().addShutdownHook(new Thread(opened::close, "asyncgate-leave"));
        try {
            FirstOpening first = FirstOpening.begin(settings.call());
            opened.first = first;
            begun.complete(first);
        } finally {
            begun.cancel(false);
        }
        try {
            toolkit.get();
        } catch (ExecutionException e) {
            opened.close();
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
        closed.await();
        opened.close();
        Platform.exit();
        RuntimeException problem = broken.get();
        if (problem != null) {
            throw problem;
        }
    }

    private static void show(FirstOpening first, boolean demo, Opened opened, Runnable closed) {
        var console = new Console(first, demo ? gate -> Demo.start(gate, Scenario.STEADY) : Console.Prelude.NONE);
        opened.console = console;
        var stage = new Stage();
        stage.setOnHidden(event -> {
            console.end();
            closed.run();
        });
        console.show(stage, new Console.Opening() {
            @Override
            public void opened(Desk desk) {
                tellThatItStands(stage.getScene());
                if (demo) {
                    desk.showDemo();
                }
            }

            @Override
            public void failed(Exception failure) {
                log().warn("The engine did not open: {}", failure.getMessage());
            }
        });
    }

    /** In the log, by which {@code packaging/measure} knows how long a start takes: the window can be used. */
    private static void tellThatItStands(Scene scene) {
        scene.addPostLayoutPulseListener(new Runnable() {
            @Override
            public void run() {
                scene.removePostLayoutPulseListener(this);
                log().info("The window stands.");
            }
        });
    }

    /**
     * Plays the demo for a while and writes pictures of the places, without a display.
     *
     * @param past whether a day's work is played first; only where nobody's work is
     * @return the files written
     */
    public static List<Path> writeSnapshots(Settings settings, Path folder, Duration demo, Pose pose, boolean past)
            throws Exception {
        try (var day = past ? Day.play(settings) : null) {
            return headless(new Snapshots(folder, pose, day), settings, demo, Snapshots::write);
        }
    }

    /**
     * Plays the demo for a while and opens every place, without a display.
     *
     * @return how many places there are
     */
    public static int rehearse(Settings settings, Duration demo) throws Exception {
        return headless(new Snapshots(settings.dataDir(), Pose.README, null), settings, demo, Snapshots::rehearse);
    }

    /** What is done on the main thread once the console stands. */
    @FunctionalInterface
    private interface Tour<T> {
        T of(Snapshots snapshots) throws Exception;
    }

    private static <T> T headless(Snapshots made, Settings settings, Duration demo, Tour<T> tour) throws Exception {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        try (var snapshots = made) {
            Runtime.getRuntime().addShutdownHook(new Thread(snapshots::close, "asyncgate-leave"));
            start(() -> snapshots.open(settings, demo));
            return tour.of(snapshots);
        } finally {
            Platform.exit();
        }
    }

    /** Asked for late: the settings say where the log is, and JavaFX starts before they are read. */
    private static Logger log() {
        return LoggerFactory.getLogger(Toolkit.class);
    }

    private static void start(Runnable onFx) throws NoDisplayException {
        try {
            Platform.startup(onFx);
        } catch (UnsupportedOperationException | UnsatisfiedLinkError e) {
            throw new NoDisplayException(e);
        }
    }

    /** What is ended whoever has it: the opening is the console's as soon as there is one. */
    private static final class Opened {
        private volatile @Nullable FirstOpening first;
        private volatile @Nullable Console console;

        void close() {
            Console it = console;
            FirstOpening begun = first;
            if (it != null) {
                it.close();
            } else if (begun != null) {
                begun.close();
            }
        }
    }
}
