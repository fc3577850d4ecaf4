package dev.asyncgate.app.cli;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.error.GateException;
import dev.asyncgate.settings.Settings;
import dev.asyncgate.workers.Taskee;
import dev.asyncgate.workers.WorkerLoop;
import dev.asyncgate.workers.Workers;
import dev.asyncgate.workers.reference.ReferenceWorker;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that every worker takes, and the worker's life from the first claim to the last report. */
final class WorkerOptions {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration LAST_REPORTS = Duration.ofSeconds(30);

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli's to fill
    private CommandSpec spec;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "The gate, such as http://127.0.0.1:8080; by default the database of the settings, in this process.")
    private @Nullable URI url;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "Holds the key for the gate; by default the key is in ASYNCGATE_API_KEY.")
    private @Nullable Path keyFile;

    @Option(
            names = "--worker-id",
            paramLabel = "ID",
            description = "The name under which it holds leases; by default its type and this instance's id.")
    private @Nullable String workerId;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "Which tasks it takes; may be repeated. Its own type by default.")
    private List<String> types = List.of();

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many tasks at once, 1 to 1000; ${DEFAULT-VALUE} by default.")
    private int concurrency;

    @Option(
            names = "--lease-seconds",
            paramLabel = "N",
            description = "The first length of a lease, 10 to 1800; by default what the gate gives.")
    private @Nullable Integer leaseSeconds;

    @Option(
            names = "--grace-seconds",
            paramLabel = "N",
            defaultValue = "30",
            description = "How long it lets tasks go on once it is told to stop; ${DEFAULT-VALUE} by default.")
    private int graceSeconds;

    /**
     * Works until the program is told to end.
     *
     * @throws GateException when the gate will never let it claim
     */
    int run(SettingsOptions options, ReferenceWorker worker) throws InterruptedException {
        Settings settings = options.read();
        String id = workerId == null ? worker.type() + "-" + settings.instanceId() : workerId;
        if (url != null) {
            return work(Taskee.at(url, key(), id), worker, url.toString());
        }
        try (Gate gate = Gate.open(settings)) {
            String where = settings.database().url().toString();
            return work(Taskee.of(gate, Gate.DEFAULT_TENANT, id), worker, where);
        }
    }

    private @Nullable String key() {
        if (keyFile == null) {
            return System.getenv("ASYNCGATE_API_KEY");
        }
        try {
            return Files.readString(keyFile).strip();
        } catch (IOException e) {
            throw GateException.invalid(
                    "key-file", "key-file " + keyFile + " cannot be read; it should hold the key and nothing else.");
        }
    }

    private int work(Taskee taskee, ReferenceWorker worker, String where) throws InterruptedException {
        List<String> accepted = types.isEmpty() ? List.of(worker.type()) : types;
        var over = new CountDownLatch(1);
        try (WorkerLoop loop = hire(taskee, worker, accepted).start()) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> drain(loop, over), "asyncgate-worker-drain"));
            tell(
                    loop,
                    "Worker %s takes %s at %s; Ctrl-C ends it."
                            .formatted(taskee.workerId(), String.join(", ", accepted), where));
            Optional<GateException> refusal = loop.awaitEnd();
            if (refusal.isPresent()) {
                throw refusal.get();
            }
        } finally {
            over.countDown();
        }
        return ExitCode.OK;
    }

    private Workers hire(Taskee taskee, ReferenceWorker worker, List<String> accepted) {
        Workers workers = Workers.over(taskee).concurrency(concurrency).grace(Duration.ofSeconds(graceSeconds));
        accepted.forEach(type -> workers.handle(type, worker));
        return leaseSeconds == null ? workers : workers.ttl(Duration.ofSeconds(leaseSeconds));
    }

    /** The ready line comes once the gate has answered; until then somebody may want to know why nothing happens. */
    private void tell(WorkerLoop loop, String ready) throws InterruptedException {
        if (!loop.awaitAnswer(PATIENCE)) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("asyncgate: the gate does not answer yet; the worker goes on asking.");
            err.flush();
        }
        boolean answered = false;
        while (!answered) {
            answered = loop.awaitAnswer(Duration.ofMinutes(1));
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(ready);
        out.flush();
    }

    /** Runs as the program is told to end, which it does not before this has returned. */
    private void drain(WorkerLoop loop, CountDownLatch over) {
        loop.close();
        try {
            boolean _ = over.await(LAST_REPORTS.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
