package dev.asyncgate.database.embedded;

import dev.asyncgate.database.DatabaseAddress;
import dev.asyncgate.error.GateException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One use of the PostgreSQL server that comes along, on a data directory. The first user of a directory starts its
 * server, all others, in this program or another, join it, and the last to leave stops it. A program that may be ended
 * by a signal closes in a shutdown hook; one that is killed leaves the server running for the next, which joins it.
 *
 * <p>The server is a process of its own session: it outlives the program that started it and ends with its last user.
 * What is committed is on the disk ({@code fsync} and {@code synchronous_commit} on), it listens on 127.0.0.1 alone and
 * asks for a password that only the owner of the data directory can read.
 *
 * <p>Safe for use by several threads.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private final Server server;
    private final UserLock user;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile Server.Running running;

    private EmbeddedPostgres(Server server, UserLock user, Server.Running running) {
        this.server = server;
        this.user = user;
        this.running = running;
    }

    /**
     * Joins the server of a data directory, or starts it, and returns when it answers: a few tenths of a second, some two
     * seconds the first time, longer after a crash. The directory is created if need be; it carries the major version
     * of its data.
     *
     * @throws GateException INVALID_REQUEST if the directory is a file or holds another major version's data;
     *     DATABASE_UNAVAILABLE if it can't be written, its disk is full, the server does not come up, or nothing is
     *     shipped for this machine. What was stored is untouched in each case.
     */
    public static EmbeddedPostgres open(Path dataDir) {
        var shipped = Binaries.ofThisMachine();
        Path root = dataDir.toAbsolutePath().normalize();
        try {
            var directory = new DataDirectory(root, shipped.major());
            directory.refuseOtherMajors();
            directory.create();
            try (var _ = StartupLock.take(directory.startupLock())) {
                return joined(directory, shipped);
            }
        } catch (IOException e) {
            throw Trouble.with(root, e);
        }
    }

    private static EmbeddedPostgres joined(DataDirectory directory, Binaries shipped) throws IOException {
        directory.password();
        Path binaries = shipped.unpackedIn(directory.binaries());
        var server = new Server(directory, binaries, ServerAccount.of(directory, binaries));
        UserLock user = UserLock.enter(directory.users());
        try {
            return new EmbeddedPostgres(server, user, server.running());
        } catch (IOException | RuntimeException e) {
            leave(server, user);
            throw e;
        }
    }

    /** Where the server is now, for the program's own role, which works in a schema; {@link #ensureRunning} may change it. */
    public DatabaseAddress address() {
        return running.accounts().program();
    }

    /** The same for the role that owns the schema and so may migrate it; not a superuser. */
    public DatabaseAddress ownerAddress() {
        return running.accounts().owner();
    }

    /** The same for the role that set the server up: for measurements of the server, never for work in a schema. */
    public DatabaseAddress superuserAddress() {
        return running.accounts().superuser();
    }

    /** As the server itself says it, such as 18.6. */
    public String serverVersion() {
        return running.version();
    }

    /** The data directory as it was given, absolute. */
    public Path dataDirectory() {
        return server.directory().root();
    }

    /** The server's process; empty while none runs. */
    public OptionalLong pid() {
        try {
            return Postmaster.runningOn(server.directory().data())
                    .map(postmaster -> OptionalLong.of(postmaster.pid()))
                    .orElseGet(OptionalLong::empty);
        } catch (IOException e) {
            throw Trouble.with(dataDirectory(), e);
        }
    }

    /** Whether the server's process is there; cheap, and no proof that it answers. */
    public boolean alive() {
        return pid().isPresent();
    }

    /**
     * Starts the server again if it is gone, and returns when it answers. For whoever lost the connection; afterwards
     * {@link #address} counts, which stays what it was unless something else has taken the port.
     *
     * @throws GateException DATABASE_UNAVAILABLE if the server does not come back
     * @throws IllegalStateException after {@link #close}
     */
    public void ensureRunning() {
        try (var _ = StartupLock.take(server.directory().startupLock())) {
            if (closed.get()) {
                throw new IllegalStateException("closed");
            }
            running = server.running();
        } catch (IOException e) {
            throw Trouble.with(dataDirectory(), e);
        }
    }

    /**
     * Leaves; the last user stops the server, whose open transactions are rolled back. Does nothing the second time.
     *
     * @throws GateException DATABASE_UNAVAILABLE if the server does not stop
     */
    @Override
    public void close() {
        try (var _ = StartupLock.take(server.directory().startupLock())) {
            if (closed.compareAndSet(false, true)) {
                leave(server, user);
            }
        } catch (IOException e) {
            throw Trouble.with(dataDirectory(), e);
        }
    }

    private static void leave(Server server, UserLock user) throws IOException {
        user.leave();
        if (!UserLock.anybodyIn(server.directory().users())) {
            server.stop();
        }
    }
}
