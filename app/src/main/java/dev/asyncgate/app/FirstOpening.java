package dev.asyncgate.app;

import dev.asyncgate.app.cli.Version;
import dev.asyncgate.app.connections.Connections;
import dev.asyncgate.app.connections.Connections.Outcome;
import dev.asyncgate.app.connections.Keychain;
import dev.asyncgate.app.connections.Profile;
import dev.asyncgate.gateway.Tracing;
import dev.asyncgate.settings.Settings;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * The way to the first database, begun while JavaFX starts: neither needs the other, and each takes about as long. What was
 * opened belongs to whoever asked {@link #outcome()}; as long as nobody has, {@link #close()} ends it. Thread-safe.
 */
final class FirstOpening implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Settings settings;
    private final Tracing tracing;
    private final Connections connections;
    private final FutureTask<Profile> profile;
    private final FutureTask<Outcome> outcome;
    private final Thread opener;
    private volatile boolean taken;

    private FirstOpening(Settings settings) {
        this.settings = settings;
        this.tracing = Tracing.of(settings, Version.number());
        this.connections = new Connections(settings, tracing.telemetry(), Keychain.ofThisMachine(), Clock.systemUTC());
        this.profile = new FutureTask<>(connections::first);
        this.outcome = new FutureTask<>(() -> connections.open(profile()));
        this.opener = Thread.ofVirtual().name("first-opening").unstarted(() -> {
            profile.run();
            outcome.run();
        });
    }

    /** Begins at what these settings name. */
    static FirstOpening begin(Settings settings) {
        var opening = new FirstOpening(settings);
        opening.opener.start();
        return opening;
    }

    Settings settings() {
        return settings;
    }

    Tracing tracing() {
        return tracing;
    }

    Connections connections() {
        return connections;
    }

    /** Where it goes, as soon as that is known. */
    Profile profile() throws Exception {
        return awaited(profile);
    }

    /** What came of it, as soon as something has. Whoever is interrupted here has stopped it. */
    Outcome outcome() throws Exception {
        Outcome came = awaited(outcome);
        taken = true;
        return came;
    }

    /** Whether something came of it, be it an error. */
    boolean isDone() {
        return outcome.isDone();
    }

    private static <T> T awaited(FutureTask<T> task) throws Exception {
        try {
            return task.get();
        } catch (InterruptedException e) {
            task.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** Waits a while for an opening that it stops, which ends what it has started by then. */
    @Override
    public void close() {
        profile.cancel(true);
        outcome.cancel(true);
        try {
            boolean _ = opener.join(GRACE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!taken
                && outcome.state() == Future.State.SUCCESS
                && outcome.resultNow() instanceof Outcome.Opened(var _, var gate)) {
            gate.close();
        }
    }
}
