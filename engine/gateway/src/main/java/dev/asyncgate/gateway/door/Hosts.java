package dev.asyncgate.gateway.door;

import dev.asyncgate.error.ErrorCode;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The names under which a gate is called. An open one answers to loopback names alone: a page whose own name was made to
 * point here (DNS rebinding) still sends that name.
 */
final class Hosts {

    private final String host;
    private final int port;
    private final boolean open;

    Hosts(String host, int port, boolean open) {
        this.host = host;
        this.port = port;
        this.open = open;
    }

    /** Every {@code host:port} that surely means this gate. */
    Stream<String> own() {
        return Stream.of("localhost", "127.0.0.1", "[::1]", host).distinct().map(name -> name + ":" + port);
    }

    void require(HttpServletRequest request) {
        if (open && !isLoopback(request.getHeader("Host"))) {
            throw new Refusal(
                    421,
                    ErrorCode.INVALID_REQUEST,
                    "An open development gate answers to localhost and loopback addresses alone; the Host header names"
                            + " something else.");
        }
    }

    private static boolean isLoopback(@Nullable String header) {
        if (header == null) {
            return false;
        }
        String name = header.replaceFirst(":\\d{1,5}$", "").toLowerCase(Locale.ROOT);
        if (name.equals("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(name.replaceAll("^\\[|]$", "")).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
