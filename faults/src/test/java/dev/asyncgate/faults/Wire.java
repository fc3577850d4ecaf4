package dev.asyncgate.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** A network between programs and their server, on loopback, that can be broken in the ways in which networks break. */
final class Wire implements AutoCloseable {

    private enum State {
        /** All passes. */
        SOUND,
        /** Nothing passes, and all of it does later. */
        STALLED,
        /** Nothing passes, and nobody hears of it. */
        BLACK_HOLE
    }

    private final ServerSocket door;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private State state = State.SOUND;

    Wire(int target) throws IOException {
        this.target = target;
        this.door = new ServerSocket(0, 50, loopback());
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return door.getLocalPort();
    }

    /** Every connection ends at once, wherever it is. */
    void reset() throws IOException {
        for (Socket socket : open) {
            try {
                socket.setSoLinger(true, 0);
            } catch (SocketException ended) {
                // It was quicker.
            }
            socket.close();
        }
        open.clear();
    }

    /** Every connection is closed in good form, perhaps in the middle of an answer. */
    void drop() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
        open.clear();
    }

    /** Holds everything up. */
    void stall() {
        become(State.STALLED);
    }

    /** Swallows everything. */
    void swallow() {
        become(State.BLACK_HOLE);
    }

    /** All passes again; what was swallowed is gone. */
    void heal() {
        become(State.SOUND);
    }

    private void become(State next) {
        lock.lock();
        try {
            state = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void serve() {
        try {
            while (true) {
                Socket program = door.accept();
                Socket server = new Socket(loopback(), target);
                open.add(program);
                open.add(server);
                Thread.ofVirtual().start(() -> pass(program, server));
                Thread.ofVirtual().start(() -> pass(server, program));
            }
        } catch (IOException closed) {
            // The end of the test.
        }
    }

    /** A connection of which something was swallowed carries nothing more: its ends have lost each other. */
    private void pass(Socket from, Socket to) {
        boolean lost = false;
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[1 << 14];
            for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                lost |= !mayPass();
                if (!lost) {
                    out.write(buffer, 0, read);
                }
            }
            if (lost) {
                awaitHealing();
            }
        } catch (IOException | InterruptedException gone) {
            // The other direction has ended.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private void awaitHealing() throws InterruptedException {
        lock.lock();
        try {
            while (state != State.SOUND) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean mayPass() throws InterruptedException {
        lock.lock();
        try {
            while (state == State.STALLED) {
                changed.await();
            }
            return state == State.SOUND;
        } finally {
            lock.unlock();
        }
    }

    private static InetAddress loopback() throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }

    @Override
    public void close() throws IOException {
        door.close();
        heal();
        drop();
    }
}
