package dev.asyncgate.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Stands between a program and its server, and cuts connections just when an answer is on its way, swallows it, or lets nobody
 * through for a while.
 */
public final class CuttingProxy implements AutoCloseable {

    private final ServerSocket door;
    private final int target;
    private final AtomicBoolean cutNextAnswer = new AtomicBoolean();
    private volatile boolean swallowing;
    private volatile boolean away;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    public CuttingProxy(int target) throws IOException {
        this.target = target;
        this.door = new ServerSocket(0, 50, loopback());
        Thread.ofVirtual().start(this::serve);
    }

    public int port() {
        return door.getLocalPort();
    }

    /** The server gets what is asked next and does it; the program never hears of it. */
    void cutNextAnswer() {
        cutNextAnswer.set(true);
    }

    /** From now on no answer arrives, and no connection ends. */
    void swallowAnswers() {
        swallowing = true;
    }

    /** Every connection ends, and so does each that comes: the port stays taken, lest somebody else has it meanwhile. */
    public void goAway() throws IOException {
        away = true;
        closeAll();
    }

    /** The server can be reached again. */
    public void comeBack() {
        away = false;
    }

    boolean hasCut() {
        return !cutNextAnswer.get();
    }

    private void serve() {
        try {
            while (true) {
                Socket program = door.accept();
                Socket server = new Socket(loopback(), target);
                open.add(program);
                open.add(server);
                if (away) {
                    closeAll();
                }
                Thread.ofVirtual().start(() -> pass(program, server, false));
                Thread.ofVirtual().start(() -> pass(server, program, true));
            }
        } catch (IOException closed) {
            // The end of the test.
        }
    }

    private void pass(Socket from, Socket to, boolean answers) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                if (answers && cutNextAnswer.compareAndSet(true, false)) {
                    return;
                }
                if (!answers || !swallowing) {
                    out.write(buffer, 0, read);
                }
            }
        } catch (IOException gone) {
            // The other direction has ended.
        }
    }

    private static InetAddress loopback() throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }

    @Override
    public void close() throws IOException {
        door.close();
        closeAll();
    }

    private void closeAll() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
    }
}
