package dev.asyncgate.app.cli;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Installation;
import dev.asyncgate.gateway.Entrance;
import dev.asyncgate.gateway.Gateway;
import dev.asyncgate.gateway.Tracing;
import dev.asyncgate.settings.Settings;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Answers agents and workers until it is told to stop. Loads no JavaFX. */
@Command(
        name = "serve",
        description = "Answers agents and workers over REST and MCP until it is told to stop (SIGTERM, SIGINT). Then it"
                + " finishes what runs; a second signal ends it at once.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    @Option(names = "--host", paramLabel = "HOST", description = "The address to listen on; default: ASYNCGATE_HOST.")
    private @Nullable String host;

    @Option(names = "--port", paramLabel = "PORT", description = "The port; 0 for any; default: ASYNCGATE_PORT.")
    private @Nullable String port;

    @Option(names = "--migrate", description = "Brings a server's database up to this program first.")
    private boolean migrate;

    @Option(
            names = "--grace-seconds",
            paramLabel = "N",
            defaultValue = "10",
            description =
                    "How long calls that run may take to finish when it is told to stop; default: ${DEFAULT-VALUE}.")
    private int graceSeconds;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli's to fill
    private CommandSpec spec;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli's to fill
    private AsyncGateCommand parent;

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = parent.options.read(given());
        Entrance entrance = Entrance.of(settings);
        StopSignal stop = StopSignal.listen();
        if (migrate) {
            migrate(settings);
        }
        try (Tracing tracing = Tracing.of(settings, Version.number());
                Gate gate = Gate.open(settings, tracing.telemetry())) {
            Gateway gateway = Gateway.open(gate, Version.number());
            tell(entrance, gateway, settings);
            stop.await();
            gateway.close(Duration.ofSeconds(graceSeconds));
        }
        return ExitCode.OK;
    }

    private Map<String, String> given() {
        Map<String, String> given = new HashMap<>();
        if (host != null) {
            given.put("HOST", host);
        }
        if (port != null) {
            given.put("PORT", port);
        }
        return given;
    }

    private static void migrate(Settings settings) {
        try (Installation installation = Installation.open(settings)) {
            int _ = installation.migration().apply();
        }
    }

    private void tell(Entrance entrance, Gateway gateway, Settings settings) {
        PrintWriter err = spec.commandLine().getErr();
        entrance.notices(settings).forEach(notice -> err.println("asyncgate: " + notice));
        err.flush();
        PrintWriter out = spec.commandLine().getOut();
        out.println("AsyncGate %s answers at %s (%s); database: %s."
                .formatted(
                        Version.number(),
                        gateway.address(),
                        entrance.words(),
                        settings.database().url()));
        out.flush();
    }
}
