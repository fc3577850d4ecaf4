package dev.asyncgate.app.cli;

import java.util.logging.LogManager;
import picocli.CommandLine;

/** The one command line. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        // The driver logs to the terminal what it also throws, and the terminal is for answers.
        LogManager.getLogManager().reset();
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        var failures = new Failures();
        return new CommandLine(new AsyncGateCommand())
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures);
    }
}
