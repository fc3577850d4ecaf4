package dev.asyncgate.app.cli;

import dev.asyncgate.app.NoDisplayException;
import dev.asyncgate.error.GateException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns what went wrong into one line that says what to do, and an exit code; the log keeps the rest. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        return switch (failure) {
            case GateException refusal -> tell(command, refusal.getMessage(), ExitCode.of(refusal));
            case UnavailableException missing ->
                tell(command, String.valueOf(missing.getMessage()), ExitCode.UNAVAILABLE);
            case NoDisplayException missing ->
                tell(command, AsyncGateCommand.noWindow(String.valueOf(missing.getMessage())), ExitCode.UNAVAILABLE);
            default -> unexpected(failure, command);
        };
    }

    @Override
    public int handleParseException(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        return tell(command, wrong.getMessage() + ". Usage: " + name + " --help", ExitCode.USAGE);
    }

    private static int unexpected(Exception failure, CommandLine command) {
        String logs = System.getProperty("asyncgate.logs");
        if (logs != null) {
            LoggerFactory.getLogger(Failures.class).error("The command ended unexpectedly", failure);
        }
        String where = logs == null ? "" : " The log says more: " + logs + "/asyncgate.log";
        return tell(command, "Something unexpected went wrong: " + failure + "." + where, ExitCode.UNEXPECTED);
    }

    private static int tell(CommandLine command, String message, int exitCode) {
        command.getErr().println("asyncgate: " + message);
        command.getErr().flush();
        return exitCode;
    }
}
