package dev.asyncgate.app.cli;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.gateway.Stdio;
import dev.asyncgate.gateway.Tracing;
import dev.asyncgate.settings.Settings;
import java.io.PrintStream;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The engine as tools for an agent's host, which starts this program itself. Loads no JavaFX. */
@Command(
        name = "mcp",
        description =
                "Speaks MCP over standard input and output, for a host of agents that starts the program itself.%n"
                        + "Every call is made as an admin of one tenant. It ends when its input ends.",
        mixinStandardHelpOptions = true)
final class McpCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli's to fill
    private AsyncGateCommand parent;

    @Option(names = "--tenant", paramLabel = "ID", description = "The tenant of every call; the nil UUID when absent.")
    private UUID tenantId = Gate.DEFAULT_TENANT;

    @Override
    public Integer call() throws Exception {
        PrintStream messages = System.out;
        // Whatever a library prints would break the protocol.
        System.setOut(System.err);
        Settings settings = parent.options.read();
        try (Tracing tracing = Tracing.of(settings, Version.number());
                Gate gate = Gate.open(settings, tracing.telemetry())) {
            Stdio.speak(gate, tenantId, Version.number(), System.in, messages);
        }
        return ExitCode.OK;
    }
}
