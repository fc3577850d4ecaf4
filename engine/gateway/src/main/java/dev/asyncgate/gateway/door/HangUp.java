package dev.asyncgate.gateway.door;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * Notices that the other side of a connection has hung up while its request is being answered. Nobody else reads from the
 * connection meanwhile: this does, until it is closed, and gives back what the client has sent ahead. Thread-safe.
 */
final class HangUp implements Callback, AutoCloseable {

    private static final int AHEAD_BYTES = 4096;

    private final AbstractEndPoint connection;
    private final Runnable told;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean closed;

    private HangUp(AbstractEndPoint connection, Runnable told) {
        this.connection = connection;
        this.told = told;
    }

    /** Watches a connection whose request was read to its end. */
    static HangUp watch(AbstractEndPoint connection, Runnable told) {
        HangUp hangUp = new HangUp(connection, told);
        boolean _ = connection.tryFillInterested(hangUp);
        return hangUp;
    }

    /** Something has come: the end, or more. After more there is no further watch, for it must be read first. */
    @Override
    public void succeeded() {
        lock.lock();
        try {
            if (!closed) {
                look();
            }
        } catch (IOException broken) {
            told.run();
        } finally {
            lock.unlock();
        }
    }

    private void look() throws IOException {
        ByteBuffer ahead = BufferUtil.allocate(AHEAD_BYTES);
        int bytes = connection.fill(ahead);
        if (bytes < 0) {
            told.run();
        } else if (bytes == 0) {
            boolean _ = connection.tryFillInterested(this);
        } else if (connection.getConnection() instanceof Connection.UpgradeTo reader) {
            reader.onUpgradeTo(ahead);
        }
    }

    /** The connection broke, or nothing came for as long as it may be idle. */
    @Override
    public void failed(Throwable cause) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            if (cause instanceof TimeoutException) {
                boolean _ = connection.tryFillInterested(this);
            } else {
                told.run();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    /** Watches no more. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            boolean _ = connection.getFillInterest().onFail(new CancellationException());
        } finally {
            lock.unlock();
        }
    }
}
