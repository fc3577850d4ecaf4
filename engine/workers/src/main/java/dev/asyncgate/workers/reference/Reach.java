package dev.asyncgate.workers.reference;

import dev.asyncgate.error.GateException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where a worker may go: hosts by name, and what these names may resolve to.
 *
 * @param hosts {@code name} for the scheme's own port, {@code name:port} for another
 * @param addresses what may be connected to though it is not in the public internet
 */
public record Reach(Set<String> hosts, List<AddressRange> addresses) {

    /**
     * Brings the names into the form in which they are compared.
     *
     * @throws GateException INVALID_REQUEST when one is no host
     */
    public Reach {
        hosts = hosts.stream().map(Reach::allowed).collect(Collectors.toUnmodifiableSet());
        addresses = List.copyOf(addresses);
    }

    private static String allowed(String entry) {
        URI uri = URI.create("http://" + entry.replaceAll("[^\\p{Graph}]", "?"));
        if (uri.getHost() == null
                || uri.getUserInfo() != null
                || !uri.getRawPath().isEmpty()) {
            throw GateException.invalid(
                    "allow-host",
                    "allow-host \"" + entry
                            + "\" is no host; write a name, or a name and its port, as example.org:8443.");
        }
        return uri.getPort() < 0 ? name(uri) : name(uri) + ":" + uri.getPort();
    }

    /**
     * Reads an address that a task or a redirect names.
     *
     * @throws RefusedException when it is none, or leads somewhere else
     */
    URI require(String text) {
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new RefusedException("\"" + text + "\" is no URL.");
        }
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new RefusedException("\"" + text + "\" must begin with http:// or https://.");
        }
        if (uri.getHost() == null
                || uri.getRawUserInfo() != null
                || uri.getHost().contains("%")) {
            throw new RefusedException(
                    "\"" + text + "\" must name a host as it is listed, without user, password or zone.");
        }
        requireListed(uri, scheme);
        return uri;
    }

    private void requireListed(URI uri, String scheme) {
        boolean own = uri.getPort() < 0 || uri.getPort() == (scheme.equals("http") ? 80 : 443);
        String name = name(uri);
        if (!(own && hosts.contains(name)) && !hosts.contains(name + ":" + uri.getPort())) {
            throw new RefusedException((own ? name : name + ":" + uri.getPort())
                    + " is not among the hosts that this worker may ask; its operator lists them with --allow-host.");
        }
    }

    private static String name(URI uri) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    /**
     * What a name resolves to, all of which may be connected to.
     *
     * @throws RefusedException when one of them may not: whoever answers for the name could choose it at any time
     */
    InetAddress[] resolve(String host, Resolver resolver) throws UnknownHostException {
        InetAddress[] found = resolver.resolve(host);
        for (InetAddress address : found) {
            if (!AddressRange.isPublic(address) && addresses.stream().noneMatch(range -> range.contains(address))) {
                throw new RefusedException(
                        host + " resolves to " + address.getHostAddress()
                                + ", which is not in the public internet; the worker's operator lists it with --allow-address.");
            }
        }
        return found;
    }

    /** Finds the addresses of a name; {@link InetAddress#getAllByName} outside of tests. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }
}
