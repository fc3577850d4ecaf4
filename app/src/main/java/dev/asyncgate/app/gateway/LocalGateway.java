package dev.asyncgate.app.gateway;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.gateway.Gateway;
import dev.asyncgate.settings.Settings;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The gateway that runs in this program, at most one, until it ends. Thread-safe. */
public final class LocalGateway implements AutoCloseable {

    /** One that is open, and since when. */
    record Opened(Gateway gateway, Instant since) {}

    private final Gate gate;
    private final String version;
    private final InstantSource clock;
    private @Nullable Opened opened;

    public LocalGateway(Gate gate, String version, InstantSource clock) {
        this.gate = gate;
        this.version = version;
        this.clock = clock;
    }

    /** Null while none is open. */
    synchronized @Nullable Opened opened() {
        return opened;
    }

    public synchronized boolean isOpen() {
        return opened != null;
    }

    /** Where it is called, or will be as soon as it is open. */
    public synchronized URI address() {
        Opened now = opened;
        if (now != null) {
            return now.gateway().address();
        }
        Settings.Gateway settings = gate.settings().gateway();
        return Gateway.address(settings.host(), settings.port());
    }

    /**
     * Opens it at the address of the settings; does nothing when it is open.
     *
     * @throws dev.asyncgate.error.GateException INVALID_REQUEST when the address is taken or the settings allow none
     */
    synchronized void open() {
        if (opened == null) {
            opened = new Opened(Gateway.open(gate, version), clock.instant());
        }
    }

    /** Lets calls that run come to their end. */
    synchronized void stop() {
        Opened now = opened;
        opened = null;
        if (now != null) {
            now.gateway().close();
        }
    }

    @Override
    public void close() {
        stop();
    }
}
