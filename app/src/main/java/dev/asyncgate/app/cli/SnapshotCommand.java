package dev.asyncgate.app.cli;

import dev.asyncgate.app.Pose;
import dev.asyncgate.app.Toolkit;
import dev.asyncgate.database.embedded.Trees;
import dev.asyncgate.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Pictures of every place, without a display. */
@Command(
        name = "snapshot",
        description = "Plays a day's work without a display and writes a picture of every place.",
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

    @Option(
            names = "--all",
            description = "Every place in every theme, at 100 and 200 %%, empty, normal and crowded; the options below"
                    + " choose from these. Takes minutes.")
    private boolean all;

    @Option(names = "--place", split = ",", paramLabel = "NAME", description = "These places alone, such as leases.")
    private Set<String> places = Set.of();

    @Option(names = "--theme", split = ",", paramLabel = "NAME", description = "dark, light, contrast.")
    private Set<String> themes = Set.of();

    @Option(names = "--scale", split = ",", paramLabel = "PERCENT", description = "100 to 300.")
    private List<Integer> scales = List.of();

    @Option(names = "--state", split = ",", paramLabel = "NAME", description = "empty, normal, crowded.")
    private Set<String> states = Set.of();

    @Override
    public Integer call() throws Exception {
        int pictures = write(parent.options, folder, pose());
        spec.commandLine().getOut().println("%d pictures in %s".formatted(pictures, folder.toAbsolutePath()));
        return ExitCode.OK;
    }

    private Pose pose() {
        Pose from = all ? Pose.EVERYTHING : Pose.README;
        return new Pose(
                places,
                themes.isEmpty() ? from.themes() : named("--theme", Pose.Look.class, themes),
                scales.isEmpty()
                        ? from.scales()
                        : scales.stream().map(this::scale).toList(),
                states.isEmpty() ? from.states() : named("--state", Pose.State.class, states));
    }

    private int scale(int percent) {
        if (percent < 100 || percent > 300) {
            throw wrong("--scale " + percent + ": 100 to 300 are allowed.");
        }
        return percent;
    }

    private <E extends Enum<E>> Set<E> named(String option, Class<E> type, Set<String> names) {
        var values = EnumSet.noneOf(type);
        for (String name : names) {
            values.add(Arrays.stream(type.getEnumConstants())
                    .filter(value -> value.name().equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow(() -> wrong(option + " " + name + ": one of "
                            + Arrays.stream(type.getEnumConstants())
                                    .map(value -> value.name().toLowerCase(Locale.ROOT))
                                    .collect(Collectors.joining(", "))
                            + " is allowed.")));
        }
        return values;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** Plays and writes what stands in the README; returns how many pictures there are. */
    static int write(SettingsOptions options, Path folder) throws Exception {
        return write(options, folder, Pose.README);
    }

    private static int write(SettingsOptions options, Path folder, Pose pose) throws Exception {
        Path throwaway = Files.createTempDirectory("asyncgate-snapshot");
        try {
            Settings settings = options.readFor(throwaway);
            boolean past = settings.dataDir().equals(throwaway);
            return Toolkit.writeSnapshots(settings, folder, DEMO, pose, past).size();
        } finally {
            Trees.delete(throwaway);
        }
    }
}
