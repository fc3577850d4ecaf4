package dev.asyncgate.gateway;

import dev.asyncgate.access.ApiKey;
import dev.asyncgate.access.CallLimit;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.gateway.call.About;
import dev.asyncgate.gateway.call.Call;
import dev.asyncgate.gateway.call.Caller;
import dev.asyncgate.gateway.call.Calls;
import dev.asyncgate.gateway.call.Deliveries;
import dev.asyncgate.gateway.mcp.LineTransport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/** MCP over an engine on standard input and output: for a host that starts the program itself, and so as an admin. */
public final class Stdio {

    private Stdio() {}

    /**
     * Speaks until the input ends, then finishes what runs. Closes neither the gate nor the streams.
     *
     * @param tenantId the tenant of every call
     * @param version of the program, as the host is told
     * @throws IOException when the input cannot be read
     * @throws InterruptedException when the calling thread is asked to stop; calls under way are given up
     */
    public static void speak(Gate gate, UUID tenantId, String version, InputStream in, OutputStream out)
            throws IOException, InterruptedException {
        About about = new About(version, InstantSource.system().instant(), InstantSource.system());
        ApiKey admin = ApiKey.configured(CallLimit.standard(gate.settings()));
        Caller caller =
                new Caller(gate, tenantId, admin, "stdio", UUID.randomUUID().toString());
        try (Deliveries deliveries = new Deliveries(gate)) {
            List<Call> calls = Watching.traced(Calls.all(about, deliveries), gate.telemetry());
            LineTransport.speak(calls, version, caller, in, out);
        }
    }
}
