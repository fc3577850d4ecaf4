package dev.asyncgate.app.cli;

import dev.asyncgate.workers.reference.AddressRange;
import dev.asyncgate.workers.reference.CommandRules;
import dev.asyncgate.workers.reference.CommandWorker;
import dev.asyncgate.workers.reference.EchoWorker;
import dev.asyncgate.workers.reference.HttpGetWorker;
import dev.asyncgate.workers.reference.Reach;
import dev.asyncgate.workers.reference.SleepWorker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The reference workers, each a command of its own. Loads no JavaFX. */
@Command(
        name = "worker",
        description = "Does tasks of one kind until it is stopped; Ctrl-C and SIGTERM let it finish what it has begun.",
        mixinStandardHelpOptions = true,
        subcommands = {
            WorkerCommand.Echo.class,
            WorkerCommand.Sleep.class,
            WorkerCommand.HttpGet.class,
            WorkerCommand.CommandExecute.class
        },
        synopsisSubcommandLabel = "COMMAND")
final class WorkerCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli's to fill
    private CommandSpec spec;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli's to fill
    AsyncGateCommand parent;

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(),
                "Which worker? One of " + String.join(", ", spec.subcommands().keySet()));
    }

    /** Returns payloads. */
    @Command(
            name = "echo",
            description = "Tasks of type echo: the result is the payload.",
            mixinStandardHelpOptions = true)
    static final class Echo implements Callable<Integer> {

        @ParentCommand
        @SuppressWarnings("NullAway.Init") // picocli's to fill
        private WorkerCommand worker;

        @Mixin
        private final WorkerOptions options = new WorkerOptions();

        @Override
        public Integer call() throws InterruptedException {
            return options.run(worker.parent.options, new EchoWorker());
        }
    }

    /** Sleeps. */
    @Command(
            name = "sleep",
            description = "Tasks of type sleep_then_return: sleeps payload.seconds, then returns payload.value.",
            mixinStandardHelpOptions = true)
    static final class Sleep implements Callable<Integer> {

        @ParentCommand
        @SuppressWarnings("NullAway.Init") // picocli's to fill
        private WorkerCommand worker;

        @Mixin
        private final WorkerOptions options = new WorkerOptions();

        @Override
        public Integer call() throws InterruptedException {
            return options.run(worker.parent.options, new SleepWorker());
        }
    }

    /** Fetches. */
    @Command(
            name = "http-get",
            description = "Tasks of type http_get: fetches payload.url, from listed hosts alone.",
            mixinStandardHelpOptions = true)
    static final class HttpGet implements Callable<Integer> {

        @ParentCommand
        @SuppressWarnings("NullAway.Init") // picocli's to fill
        private WorkerCommand worker;

        @Mixin
        private final WorkerOptions options = new WorkerOptions();

        @Option(
                names = "--allow-host",
                paramLabel = "HOST[:PORT]",
                description =
                        "A host that may be asked, by the scheme's port or this one; may be repeated. None by default.")
        private List<String> hosts = List.of();

        @Option(
                names = "--allow-address",
                paramLabel = "RANGE",
                description =
                        "Addresses outside of the public internet that hosts may have, such as 10.1.0.0/16; may be"
                                + " repeated. None by default.")
        private List<String> addresses = List.of();

        @Option(
                names = "--timeout-seconds",
                paramLabel = "N",
                defaultValue = "30",
                description = "For names, redirects and body together, 1 to 30; ${DEFAULT-VALUE} by default.")
        private int timeoutSeconds;

        @Option(
                names = "--max-output-bytes",
                paramLabel = "N",
                defaultValue = "" + HttpGetWorker.MOST_BYTES,
                description = "The largest body, up to ${DEFAULT-VALUE}, which is the default.")
        private int mostBytes;

        @Override
        public Integer call() throws InterruptedException {
            var reach = new Reach(
                    Set.copyOf(hosts),
                    addresses.stream().map(AddressRange::parse).toList());
            return options.run(
                    worker.parent.options, new HttpGetWorker(reach, mostBytes, Duration.ofSeconds(timeoutSeconds)));
        }
    }

    /** Runs programs. */
    @Command(
            name = "command",
            description =
                    "Tasks of type command.execute: runs payload.program with payload.arguments, listed programs alone.",
            mixinStandardHelpOptions = true)
    static final class CommandExecute implements Callable<Integer> {

        @ParentCommand
        @SuppressWarnings("NullAway.Init") // picocli's to fill
        private WorkerCommand worker;

        @Mixin
        private final WorkerOptions options = new WorkerOptions();

        @Option(
                names = "--allow-program",
                paramLabel = "PATH",
                description = "A program, by the absolute path that tasks must name; may be repeated. None by default.")
        private List<String> programs = List.of();

        @Option(
                names = "--base-dir",
                paramLabel = "DIR",
                defaultValue = ".",
                description = "Where commands run; tasks may name folders inside. The present folder by default.")
        private Path base = Path.of(".");

        @Option(
                names = "--timeout-seconds",
                paramLabel = "N",
                defaultValue = "60",
                description = "How long a command may run, 1 to 7200; ${DEFAULT-VALUE} by default.")
        private int timeoutSeconds;

        @Option(
                names = "--max-output-bytes",
                paramLabel = "N",
                defaultValue = "" + CommandRules.MOST_OUTPUT_BYTES,
                description = "Standard output and error together, up to ${DEFAULT-VALUE}, which is the default.")
        private int mostOutputBytes;

        @Override
        public Integer call() throws InterruptedException {
            var rules = new CommandRules(programs, base, Duration.ofSeconds(timeoutSeconds), mostOutputBytes);
            return options.run(worker.parent.options, new CommandWorker(rules));
        }
    }
}
