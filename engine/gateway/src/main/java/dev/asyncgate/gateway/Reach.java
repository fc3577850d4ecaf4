package dev.asyncgate.gateway;

import dev.asyncgate.settings.Settings;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What can be changed while a gateway is open: which protocols are answered, and the pages of which other origins may call.
 *
 * @param protocols that are answered; callers of another are told that it is closed
 * @param origins each scheme://host[:port], as {@link Settings.Gateway#origin} makes them
 */
public record Reach(Set<Protocol> protocols, List<URI> origins) {

    public Reach {
        protocols = Set.copyOf(protocols);
        origins = List.copyOf(origins);
    }

    /** As the settings say: all protocols, and the origins that are listed there. */
    public static Reach of(Settings.Gateway settings) {
        return new Reach(EnumSet.allOf(Protocol.class), settings.corsAllowedOrigins());
    }

    public boolean answers(Protocol protocol) {
        return protocols.contains(protocol);
    }

    /** The same with this protocol answered or closed. */
    public Reach with(Protocol protocol, boolean answered) {
        Set<Protocol> others = EnumSet.noneOf(Protocol.class);
        others.addAll(protocols);
        if (answered) {
            others.add(protocol);
        } else {
            others.remove(protocol);
        }
        return new Reach(others, origins);
    }

    /** The same with pages of this origin allowed besides. */
    public Reach allowing(URI origin) {
        return new Reach(
                protocols,
                Stream.concat(origins.stream(), Stream.of(origin)).distinct().toList());
    }

    /** The same without pages of this origin. */
    public Reach refusing(URI origin) {
        return new Reach(
                protocols, origins.stream().filter(it -> !it.equals(origin)).toList());
    }
}
