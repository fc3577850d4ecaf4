package dev.asyncgate.database.embedded;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Held for as long as one program decides about a data directory's server: initialise, start, join, leave, stop. The
 * kernel lets go of it when the program dies, however it dies.
 *
 * <p>File locks belong to the whole JVM, and closing any channel of a file drops every lock the JVM has on it (fcntl(2)),
 * so a lock of this JVM's own stands in front: at no time are two channels of a lock file open here.
 */
final class StartupLock implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ReentrantLock IN_THIS_PROGRAM = new ReentrantLock();

    private final FileChannel channel;

    private StartupLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Waits for the lock, up to two minutes.
     *
     * @throws GateException DATABASE_UNAVAILABLE if another program does not let go
     */
    @SuppressWarnings("LockNotBeforeTry") // close() unlocks
    static StartupLock take(Path file) throws IOException {
        IN_THIS_PROGRAM.lock();
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            await(channel, file);
            return new StartupLock(channel);
        } catch (IOException | RuntimeException e) {
            if (channel != null) {
                channel.close();
            }
            IN_THIS_PROGRAM.unlock();
            throw e;
        }
    }

    private static void await(FileChannel channel, Path file) throws IOException {
        var patience = new Patience(PATIENCE);
        while (channel.tryLock() == null) {
            if (!patience.pause()) {
                throw new GateException(
                        ErrorCode.DATABASE_UNAVAILABLE,
                        "Another program has been starting or stopping the database of " + file.getParent() + " for "
                                + PATIENCE.toMinutes() + " minutes, and one at a time may: end it and try again.");
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            IN_THIS_PROGRAM.unlock();
        }
    }
}
