package dev.asyncgate.app.cli;

import dev.asyncgate.backup.Manifest;
import dev.asyncgate.engine.Installation;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Reads what {@code backup} wrote. Loads no JavaFX. */
@Command(
        name = "restore",
        description = "Reads a backup into an empty database, after checking every digest: all of it or nothing.",
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli's to fill
    private CommandSpec spec;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli's to fill
    private AsyncGateCommand parent;

    @Parameters(paramLabel = "FILE", description = "What asyncgate backup wrote.")
    @SuppressWarnings("NullAway.Init") // picocli's to fill
    private Path file;

    @Override
    public Integer call() {
        try (Installation installation = Installation.open(parent.options.read())) {
            Manifest restored = installation.restore(file);
            spec.commandLine()
                    .getOut()
                    .println("Restored %d rows of %d tables as of %s, written by AsyncGate %s on PostgreSQL %s."
                            .formatted(
                                    restored.rows(),
                                    restored.tables().size(),
                                    restored.takenAt(),
                                    restored.productVersion(),
                                    restored.postgresqlVersion()));
            return ExitCode.OK;
        }
    }
}
