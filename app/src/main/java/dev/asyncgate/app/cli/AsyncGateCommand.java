package dev.asyncgate.app.cli;

import dev.asyncgate.app.Toolkit;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Without a sub-command: the console. */
@Command(
        name = "asyncgate",
        description = "Tasks, time-bounded leases and receipts that prove who owed what to whom.%n"
                + "Without a command the console opens, on a PostgreSQL that comes along.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            KeyCommand.class,
            SchedulerCommand.class,
            BenchCommand.class,
            DoctorCommand.class,
            ReceiptGateCommand.class,
            WorkerCommand.class,
            McpCommand.class,
            MigrateCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            SnapshotCommand.class,
            RehearseCommand.class
        },
        synopsisSubcommandLabel = "[COMMAND]",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:all went well",
            " 1:something unexpected; the log in the data directory says more",
            " 2:the command line was not understood",
            "69:something is not there: the database, a display, a JDK 25",
            "78:a setting or a file is wrong"
        })
final class AsyncGateCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli's to fill
    private CommandSpec spec;

    @Mixin
    final SettingsOptions options = new SettingsOptions();

    @Option(names = "--or-snapshots", paramLabel = "DIR", hidden = true)
    private @Nullable Path orSnapshots;

    @Override
    public Integer call() throws Exception {
        Optional<String> problem = new Display(System.getenv()).problem();
        if (problem.isEmpty()) {
            Toolkit.showConsole(options::read, false);
            return ExitCode.OK;
        }
        if (orSnapshots == null) {
            throw new UnavailableException(noWindow(problem.get()));
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("AsyncGate: %s; playing the demo without one for some seconds.".formatted(problem.get()));
        out.flush();
        int pictures = SnapshotCommand.write(options, orSnapshots);
        out.println("AsyncGate: %d pictures in %s".formatted(pictures, orSnapshots.toAbsolutePath()));
        return ExitCode.OK;
    }

    static String noWindow(String problem) {
        return "The console needs a display: " + problem
                + ". Set DISPLAY to a running X server, or write pictures with: asyncgate snapshot DIR";
    }
}
