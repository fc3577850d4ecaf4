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

/** Writes everything into one file. Loads no JavaFX. */
@Command(
        name = "backup",
        description = "Writes a picture of the whole database into a new file, while everybody works on.",
        mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli's to fill
    private CommandSpec spec;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli's to fill
    private AsyncGateCommand parent;

    @Parameters(paramLabel = "FILE", description = "A zip file that does not exist yet.")
    @SuppressWarnings("NullAway.Init") // picocli's to fill
    private Path file;

    @Override
    public Integer call() {
        try (Installation installation = Installation.open(parent.options.read())) {
            Manifest written = installation.backup(Version.number(), file);
            spec.commandLine()
                    .getOut()
                    .println("Wrote %s: %d rows of %d tables, schema %d, as of %s."
                            .formatted(
                                    file.toAbsolutePath().normalize(),
                                    written.rows(),
                                    written.tables().size(),
                                    written.schemaNumber(),
                                    written.takenAt()));
            return ExitCode.OK;
        }
    }
}
