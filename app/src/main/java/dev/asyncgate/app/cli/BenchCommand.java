package dev.asyncgate.app.cli;

import dev.asyncgate.app.ConsoleBench;
import dev.asyncgate.bench.Bench;
import dev.asyncgate.bench.Comparison;
import dev.asyncgate.bench.Effort;
import dev.asyncgate.bench.Report;
import dev.asyncgate.bench.ReportJson;
import dev.asyncgate.bench.ReportTable;
import dev.asyncgate.database.embedded.Trees;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Measures the engine, and the console without a display. Loads JavaFX only where the console is measured. */
@Command(
        name = "bench",
        description =
                "Measures the engine beside hand-written SQL of the same effect, in turn, in the same run, and the"
                        + " console's canvases without a display.%n"
                        + "On the embedded server in a throw-away folder, or on the server of --database-url, in the schema"
                        + " asyncgate_bench that it makes and drops.",
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli's to fill
    private CommandSpec spec;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli's to fill
    private AsyncGateCommand parent;

    @Parameters(
            paramLabel = "SCENARIO",
            description = "What to measure; everything when none is named (with --quick, what does not take minutes).")
    private List<String> scenarios = List.of();

    @Option(names = "--list", description = "Lists the scenarios and measures nothing.")
    private boolean list;

    @Option(names = "--quick", description = "Everything within two minutes, with wider intervals.")
    private boolean quick;

    @Option(names = "--rounds", paramLabel = "N", description = "Paired rounds, from 2; 5 unless --quick.")
    private @Nullable Integer rounds;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the results there as JSON too.")
    private @Nullable Path json;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (list) {
            scenarios().forEach((name, what) -> out.println("%-16s %s".formatted(name, what)));
            return ExitCode.OK;
        }
        requireKnown();
        Effort effort = effort();
        Path throwaway = Files.createTempDirectory("asyncgate-bench");
        try (var leftovers = new Leftovers(throwaway)) {
            Bench bench = leftovers.of(Bench.open(parent.options.readFor(throwaway)));
            Report report = run(bench, effort, line -> {
                out.println(line);
                out.flush();
            });
            out.println();
            out.print(ReportTable.of(report));
            out.flush();
            if (json != null) {
                Files.writeString(json, ReportJson.of(report) + "\n");
            }
        }
        return ExitCode.OK;
    }

    /** Everything that can be measured. */
    private static Map<String, String> scenarios() {
        Map<String, String> all = new LinkedHashMap<>(Bench.scenarios());
        all.putAll(ConsoleBench.scenarios());
        return all;
    }

    /** What is played when nothing is named. */
    private List<String> unnamed() {
        List<String> all = new ArrayList<>(
                quick ? Bench.quickScenarios() : Bench.scenarios().keySet());
        all.addAll(ConsoleBench.scenarios().keySet());
        return all;
    }

    private Report run(Bench bench, Effort effort, Consumer<String> progress) {
        List<String> asked = scenarios.isEmpty() ? unnamed() : scenarios;
        List<String> ofEngine =
                asked.stream().filter(Bench.scenarios()::containsKey).toList();
        List<String> ofConsole =
                asked.stream().filter(ConsoleBench.scenarios()::containsKey).toList();
        Report report = bench.run(ofEngine, effort, Version.number(), progress);
        List<Comparison> all = new ArrayList<>(report.comparisons());
        if (!ofConsole.isEmpty()) {
            all.addAll(ConsoleBench.run(bench, ofConsole, effort, progress));
        }
        return new Report(
                report.startedAt(), report.version(), report.commit(), report.effort(), report.conditions(), all);
    }

    /** What a run leaves on a server and on the disk, and what is gone when it ends, by Ctrl-C too. */
    private static final class Leftovers implements AutoCloseable {

        private final Path throwaway;
        private final Thread atTheEnd = new Thread(this::remove);
        private @Nullable Bench bench;

        Leftovers(Path throwaway) {
            this.throwaway = throwaway;
            Runtime.getRuntime().addShutdownHook(atTheEnd);
        }

        Bench of(Bench opened) {
            bench = opened;
            return opened;
        }

        @Override
        public void close() {
            remove();
        }

        private synchronized void remove() {
            if (bench != null) {
                bench.close();
            }
            try {
                Trees.delete(throwaway);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void requireKnown() {
        for (String scenario : scenarios) {
            if (!scenarios().containsKey(scenario)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "There is no scenario " + scenario + ", only "
                                + String.join(", ", scenarios().keySet()));
            }
        }
    }

    private Effort effort() {
        Effort effort = quick ? Effort.QUICK : Effort.FULL;
        if (rounds == null) {
            return effort;
        }
        if (rounds < 2) {
            throw new ParameterException(spec.commandLine(), "--rounds is " + rounds + " and must be at least 2");
        }
        return effort.withRounds(rounds);
    }
}
