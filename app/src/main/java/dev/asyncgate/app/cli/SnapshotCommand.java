package dev.asyncgate.app.cli;

import dev.asyncgate.app.Toolkit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Pictures of every place, without a display. */
@Command(
        name = "snapshot",
        description = "Plays the demo for some seconds without a display and writes a picture of every place.",
        mixinStandardHelpOptions = true)
final class SnapshotCommand implements Callable<Integer> {

    /** Long enough for leases of crashed workers to run out. */
    private static final Duration DEMO = Duration.ofSeconds(26);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli's to fill
    private CommandSpec spec;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli's to fill
    private AsyncGateCommand parent;

    @Parameters(paramLabel = "DIR", description = "Where the pictures go; made when it is not there.")
    @SuppressWarnings("NullAway.Init") // picocli's to fill
    private Path folder;

    @Override
    public Integer call() throws Exception {
        int pictures = write(parent.options, folder);
        spec.commandLine().getOut().println("%d pictures in %s".formatted(pictures, folder.toAbsolutePath()));
        return ExitCode.OK;
    }

    /** Plays and writes; returns how many pictures there are. */
    static int write(SettingsOptions options, Path folder) throws Exception {
        Path throwaway = Files.createTempDirectory("asyncgate-snapshot");
        try {
            return Toolkit.writeSnapshots(options.readFor(throwaway), folder, DEMO)
                    .size();
        } finally {
            delete(throwaway);
        }
    }

    private static void delete(Path throwaway) throws IOException {
        try (Stream<Path> paths = Files.walk(throwaway)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
