package dev.asyncgate.app.cli;

import dev.asyncgate.app.Toolkit;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Goes once through the console without a display: for packaging, which trains the start with it and tries what it made. */
@Command(
        name = "rehearse",
        description =
                "Opens the console without a display, plays the demo for two seconds, visits every place, and leaves.",
        mixinStandardHelpOptions = true,
        hidden = true)
final class RehearseCommand implements Callable<Integer> {

    private static final Duration DEMO = Duration.ofSeconds(2);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli's to fill
    private CommandSpec spec;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli's to fill
    private AsyncGateCommand parent;

    @Override
    public Integer call() throws Exception {
        int places = Toolkit.rehearse(parent.options.read(), DEMO);
        spec.commandLine().getOut().println("The demo played and %d places opened.".formatted(places));
        return ExitCode.OK;
    }
}
