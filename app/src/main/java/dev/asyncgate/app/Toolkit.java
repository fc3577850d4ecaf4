package dev.asyncgate.app;

import dev.asyncgate.settings.Settings;
import dev.asyncgate.workers.demo.Demo;
import dev.asyncgate.workers.demo.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts JavaFX, in a window or without a display, and runs the console in it. Called from the main thread, once. */
public final class Toolkit {

    private static final Logger LOG = LoggerFactory.getLogger(Toolkit.class);

    private Toolkit() {}

    /**
     * Shows the console until its window is closed.
     *
     * @param demo whether to play the demo at once
     * @throws NoDisplayException when the window cannot be shown
     */
    public static void showConsole(Settings settings, boolean demo) throws NoDisplayException, InterruptedException {
        var closed = new CountDownLatch(1);
        var opened = new Opened();
        start(() -> {
            var console =
                    new Console(settings, demo ? gate -> Demo.start(gate, Scenario.STEADY) : Console.Prelude.NONE);
            opened.console = console;
            var stage = new Stage();
            stage.setOnHidden(event -> {
                console.end();
                closed.countDown();
            });
            console.show(stage, new Console.Opening() {
                @Override
                public void opened(Desk desk) {
                    if (demo) {
                        desk.showDemo();
                    }
                }

                @Override
                public void failed(Exception failure) {
                    LOG.warn("The engine did not open: {}", failure.getMessage());
                }
            });
        });
        // A signal ends the program without closing its window; an embedded server must not stay behind.
        Runtime.getRuntime().addShutdownHook(new Thread(opened::close, "asyncgate-leave"));
        closed.await();
        opened.close();
        Platform.exit();
    }

    /**
     * Plays the demo for a while and writes pictures of the places, without a display.
     *
     * @return the files written
     */
    public static List<Path> writeSnapshots(Settings settings, Path folder, Duration demo, Pose pose) throws Exception {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        try (var snapshots = new Snapshots(folder, pose)) {
            Runtime.getRuntime().addShutdownHook(new Thread(snapshots::close, "asyncgate-leave"));
            start(() -> snapshots.open(settings, demo));
            return snapshots.write();
        } finally {
            Platform.exit();
        }
    }

    private static void start(Runnable onFx) throws NoDisplayException {
        try {
            Platform.startup(onFx);
        } catch (UnsupportedOperationException | UnsatisfiedLinkError e) {
            throw new NoDisplayException(e);
        }
    }

    /** What the FX thread made and the main thread ends. */
    private static final class Opened {
        private volatile @Nullable Console console;

        void close() {
            Console it = console;
            if (it != null) {
                it.close();
            }
        }
    }
}
