package dev.asyncgate.app.cli;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.settings.Settings;
import dev.asyncgate.workers.scheduler.Scheduler;
import java.io.PrintWriter;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Keeps and fires schedules until it is told to stop. Loads no JavaFX. */
@Command(
        name = "scheduler",
        description = "Does what tasks of the types schedule.create, .pause, .resume, .delete and .status ask for, and"
                + " creates a task for each run of a schedule, until it is told to stop (SIGTERM, SIGINT).",
        mixinStandardHelpOptions = true)
final class SchedulerCommand implements Callable<Integer> {

    @Option(
            names = "--tenant",
            paramLabel = "UUID",
            description = "Whose schedules; default: those of the default tenant.")
    private UUID tenantId = Gate.DEFAULT_TENANT;

    @Option(
            names = "--worker-id",
            paramLabel = "ID",
            description = "Under which it leases control tasks; default: scheduler-INSTANCE_ID.")
    private @Nullable String workerId;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli's to fill
    private CommandSpec spec;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli's to fill
    private AsyncGateCommand parent;

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = parent.options.read();
        String worker = workerId == null ? "scheduler-" + settings.instanceId() : workerId;
        Gate gate = Gate.open(settings);
        Scheduler scheduler = Scheduler.start(gate, tenantId, worker);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            scheduler.close();
            gate.close();
        }));
        PrintWriter out = spec.commandLine().getOut();
        out.println("AsyncGate scheduler: " + worker + " serves the schedules of tenant " + tenantId + " on "
                + settings.database().url() + ".");
        out.flush();
        new CountDownLatch(1).await();
        return ExitCode.OK;
    }
}
