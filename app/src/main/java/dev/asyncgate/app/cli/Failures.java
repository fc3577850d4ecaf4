package dev.asyncgate.app.cli;

import dev.asyncgate.app.NoDisplayException;
import dev.asyncgate.error.GateException;
import java.io.PrintWriter;
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
        return tell(failure, command.getErr());
    }

    @Override
    public int handleParseException(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        return tell(command.getErr(), wrong.getMessage() + ". Usage: " + name + " --help", ExitCode.USAGE);
    }

    /** Says what went wrong, and returns the exit code. */
    static int tell(Exception failure, PrintWriter err) {
        return switch (failure) {
            case GateException refusal -> tell(err, refusal.getMessage(), ExitCode.of(refusal));
            case UnavailableException missing -> tell(err, String.valueOf(missing.getMessage()), ExitCode.UNAVAILABLE);
            case NoDisplayException missing ->
                tell(err, AsyncGateCommand.noWindow(String.valueOf(missing.getMessage())), ExitCode.UNAVAILABLE);
            default -> unexpected(failure, err);
        };
    }

    private static int unexpected(Exception failure, PrintWriter err) {
        String logs = System.getProperty("asyncgate.logs");
        if (logs != null) {
            LoggerFactory.getLogger(Failures.class).error("The command ended unexpectedly", failure);
        }
        String where = logs == null ? "" : " The log says more: " + logs + "/asyncgate.log";
        return tell(err, "Something unexpected went wrong: " + failure + "." + where, ExitCode.UNEXPECTED);
    }

    private static int tell(PrintWriter err, String message, int exitCode) {
        err.println("asyncgate: " + message);
        err.flush();
        return exitCode;
    }
}
