package dev.asyncgate.app.gateway;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.gateway.Gateway;
import dev.asyncgate.gateway.Reach;
import dev.asyncgate.settings.Settings;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The gateway that runs in this program, at most one, until it ends. Thread-safe. */
public final class LocalGateway implements AutoCloseable {

    /** One that is open, and since when. */
    record Opened(Gateway gateway, Instant since) {}

    private final Gate gate;
    private final String version;
    private final InstantSource clock;
    private volatile @Nullable Opened opened;
    private volatile Reach reach;

    public LocalGateway(Gate gate, String version, InstantSource clock) {
        this.gate = gate;
        this.version = version;
        this.clock = clock;
        this.reach = Reach.of(gate.settings().gateway());
    }

    /** Null while none is open. */
    @Nullable Opened opened() {
        return opened;
    }

    public boolean isOpen() {
        return opened != null;
    }

    /** Where it is called, or will be as soon as it is open. */
    public URI address() {
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
            opened = new Opened(Gateway.open(gate, version, reach), clock.instant());
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

    /** What it answers and whose pages, now or as soon as it is open. */
    Reach reach() {
        return reach;
    }

    /** The reach that the settings name. */
    Reach reachOfSettings() {
        return Reach.of(gate.settings().gateway());
    }

    /** Changes that, at once where it is open, and until this program ends. */
    synchronized void change(UnaryOperator<Reach> how) {
        reach = how.apply(reach);
        Opened now = opened;
        if (now != null) {
            now.gateway().change(reach);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
