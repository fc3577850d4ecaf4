package dev.asyncgate.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports on loopback, for programs that must find each other again after their end. */
final class Ports {

    private Ports() {}

    /** One that nobody listens on. */
    static int free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        }
    }
}
