package dev.asyncgate.workers.reference;

import dev.asyncgate.error.GateException;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Addresses that begin alike.
 *
 * @param bits how many of them are alike
 */
public record AddressRange(InetAddress first, int bits) {

    /** What is not in the public internet, from the IANA registries of special-purpose addresses, IPv4. */
    private static final List<AddressRange> NOT_PUBLIC_V4 = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4")
            .map(AddressRange::parse)
            .toList();

    /** All that is routed of IPv6; mapped, compatible, local, shared and translated (NAT64) addresses lie outside. */
    private static final AddressRange GLOBAL_V6 = parse("2000::/3");

    /** Exceptions: protocol assignments with Teredo, documentation, and 6to4, which wraps an IPv4 address. */
    private static final List<AddressRange> NOT_PUBLIC_V6 = Stream.of(
                    "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
            .map(AddressRange::parse)
            .toList();

    /**
     * Reads an address, or a range such as {@code 10.1.0.0/16}.
     *
     * @throws GateException INVALID_REQUEST when it is neither
     */
    public static AddressRange parse(String text) {
        String[] parts = text.split("/", 2);
        try {
            InetAddress first = InetAddress.ofLiteral(parts[0]);
            int most = first.getAddress().length * 8;
            int bits = parts.length == 1 ? most : Integer.parseInt(parts[1]);
            if (bits >= 0 && bits <= most) {
                return new AddressRange(first, bits);
            }
        } catch (IllegalArgumentException e) {
            throw wrong(text);
        }
        throw wrong(text);
    }

    private static GateException wrong(String text) {
        return GateException.invalid(
                "allow-address",
                "allow-address \"" + text
                        + "\" is no address; write one such as 10.1.2.3, or a range such as 10.1.0.0/16.");
    }

    /** Whether the address belongs to everybody's internet. */
    static boolean isPublic(InetAddress address) {
        return address.getAddress().length == 4
                ? NOT_PUBLIC_V4.stream().noneMatch(range -> range.contains(address))
                : GLOBAL_V6.contains(address) && NOT_PUBLIC_V6.stream().noneMatch(range -> range.contains(address));
    }

    /** Whether the address lies in the range. */
    boolean contains(InetAddress address) {
        byte[] own = first.getAddress();
        byte[] other = address.getAddress();
        if (own.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % 8;
            if ((own[bit / 8] & mask) != (other[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
