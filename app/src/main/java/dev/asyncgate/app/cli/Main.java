package dev.asyncgate.app.cli;

import picocli.CommandLine;

/** The one command line. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        var failures = new Failures();
        return new CommandLine(new AsyncGateCommand())
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures);
    }
}
