package dev.asyncgate.gateway.door;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from: the address of the connection, or, as long as that is a trusted proxy, the one that it says
 * it had the request from.
 */
final class ClientAddress {

    private final List<Network> trusted;

    /** @param trustedProxies addresses or networks as {@code 10.0.0.0/8} */
    ClientAddress(List<String> trustedProxies) {
        this.trusted = trustedProxies.stream().map(Network::parse).toList();
    }

    InetAddress of(HttpServletRequest request) {
        InetAddress address = InetAddress.ofLiteral(request.getRemoteAddr());
        for (String claimed : forwarded(request).reversed()) {
            InetAddress before = literalOrNull(claimed);
            if (!isTrusted(address) || before == null) {
                return address;
            }
            address = before;
        }
        return address;
    }

    private boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(network -> network.contains(address));
    }

    private static List<String> forwarded(HttpServletRequest request) {
        List<String> addresses = new ArrayList<>();
        Enumeration<String> headers = request.getHeaders("X-Forwarded-For");
        for (String header : Collections.list(headers)) {
            Arrays.stream(header.split(",")).map(String::strip).forEach(addresses::add);
        }
        return addresses;
    }

    private static @Nullable InetAddress literalOrNull(String text) {
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The bucket of callers that have no key: an address, of IPv6 the first 64 bits, for a host has all of these. */
    static String bucket(InetAddress address) {
        return address instanceof Inet6Address six ? "addr:" + Network.of(six, 64) : "addr:" + address.getHostAddress();
    }

    /** An address and how many of its bits count. */
    private record Network(InetAddress address, int bits) {

        static Network parse(String text) {
            int slash = text.indexOf('/');
            InetAddress address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
            int all = address.getAddress().length * Byte.SIZE;
            return new Network(address, slash < 0 ? all : Integer.parseInt(text.substring(slash + 1)));
        }

        static String of(InetAddress address, int bits) {
            byte[] kept = Arrays.copyOf(Arrays.copyOf(address.getAddress(), bits / Byte.SIZE), 16);
            try {
                return InetAddress.getByAddress(kept).getHostAddress() + "/" + bits;
            } catch (java.net.UnknownHostException e) {
                throw new IllegalStateException("16 bytes are an address", e);
            }
        }

        boolean contains(InetAddress other) {
            byte[] mine = address.getAddress();
            byte[] theirs = other.getAddress();
            if (mine.length != theirs.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % Byte.SIZE;
                if ((mine[bit / Byte.SIZE] & mask) != (theirs[bit / Byte.SIZE] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
