package dev.asyncgate.app.cli;

import dev.asyncgate.app.Toolkit;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** The console with the demo playing. */
@Command(
        name = "demo",
        description = "Opens the console with simulated workers on the real engine, in a tenant of their own.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli's to fill
    private AsyncGateCommand parent;

    @Override
    public Integer call() throws Exception {
        Optional<String> problem = new Display(System.getenv()).problem();
        if (problem.isPresent()) {
            throw new UnavailableException(AsyncGateCommand.noWindow(problem.get()));
        }
        Toolkit.showConsole(parent.options::read, true);
        return ExitCode.OK;
    }
}
