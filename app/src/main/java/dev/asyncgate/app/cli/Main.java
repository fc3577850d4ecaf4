package dev.asyncgate.app.cli;

import java.io.PrintWriter;
import java.util.logging.LogManager;
import picocli.CommandLine;

/** The one command line. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        // The driver logs to the terminal what it also throws, and the terminal is for answers.
        LogManager.getLogManager().reset();
        System.exit(arguments.length == 0 ? window() : commandLine().execute(arguments));
    }

    /** Whoever waits for a window waits for nothing that reads a command line: there is none. */
    private static int window() {
        try {
            return new AsyncGateCommand().call();
        } catch (Exception e) {
            return Failures.tell(e, new PrintWriter(System.err, true, System.err.charset()));
        }
    }

    static CommandLine commandLine() {
        var failures = new Failures();
        return new CommandLine(new AsyncGateCommand())
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures);
    }
}
