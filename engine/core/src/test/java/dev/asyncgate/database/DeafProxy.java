package dev.asyncgate.database;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands between a program and its server as a proxy does that pools by transaction: everything works but notices, which
 * never arrive. For connections without TLS.
 */
final class DeafProxy implements AutoCloseable {

    private static final int NOTIFICATION = 'A';

    private final ServerSocket door;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    DeafProxy(int target) throws IOException {
        this.target = target;
        this.door = new ServerSocket(0, 50, loopback());
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return door.getLocalPort();
    }

    private void serve() {
        try {
            while (true) {
                Socket program = door.accept();
                Socket server = new Socket(loopback(), target);
                open.add(program);
                open.add(server);
                Thread.ofVirtual().start(() -> passQuestions(program, server));
                Thread.ofVirtual().start(() -> passAnswers(server, program));
            }
        } catch (IOException closed) {
            // The end of the test.
        }
    }

    private static void passQuestions(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException gone) {
            // The other direction has ended.
        }
    }

    private static void passAnswers(Socket from, Socket to) {
        try (from;
                to) {
            var in = new DataInputStream(from.getInputStream());
            var out = new DataOutputStream(to.getOutputStream());
            for (int type = in.read(); type >= 0; type = in.read()) {
                int length = in.readInt();
                byte[] body = in.readNBytes(length - Integer.BYTES);
                if (type != NOTIFICATION) {
                    out.write(type);
                    out.writeInt(length);
                    out.write(body);
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
        for (Socket socket : open) {
            socket.close();
        }
    }
}
