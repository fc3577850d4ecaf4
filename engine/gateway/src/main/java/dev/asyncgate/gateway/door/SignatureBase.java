package dev.asyncgate.gateway.door;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.greenbytes.http.sfv.InnerList;
import org.greenbytes.http.sfv.Item;

/**
 * What a signature over a request is made of: one line for each covered component, and one for the signature's own
 * parameters. <a href="https://www.rfc-editor.org/rfc/rfc9421#section-2.5">RFC 9421, section 2.5</a>.
 */
final class SignatureBase {

    private SignatureBase() {}

    /** @throws IllegalArgumentException for a component that the request does not have, or that this gate does not know */
    static String of(InnerList covered, HttpServletRequest request) {
        List<String> names = names(covered);
        String lines = names.stream()
                .map(name -> "\"" + name + "\": " + value(name, request) + "\n")
                .collect(Collectors.joining());
        return lines + "\"@signature-params\": " + covered.serialize();
    }

    /** The components that a signature covers, each once and without parameters of its own. */
    static List<String> names(InnerList covered) {
        if (!covered.get().stream().allMatch(item -> item.getParams().isEmpty())) {
            throw new IllegalArgumentException("components with parameters are not understood");
        }
        List<String> names =
                covered.get().stream().map(Item::get).map(Object::toString).toList();
        if (names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException("a component is covered twice");
        }
        return names;
    }

    private static String value(String name, HttpServletRequest request) {
        return switch (name) {
            case "@method" -> request.getMethod();
            case "@scheme" -> request.getScheme();
            case "@authority" -> authority(request);
            case "@path" -> request.getRequestURI();
            case "@query" -> "?" + (request.getQueryString() == null ? "" : request.getQueryString());
            case "@request-target" -> target(request);
            case "@target-uri" -> request.getScheme() + "://" + authority(request) + target(request);
            default -> header(name, request);
        };
    }

    private static String target(HttpServletRequest request) {
        return request.getQueryString() == null
                ? request.getRequestURI()
                : request.getRequestURI() + "?" + request.getQueryString();
    }

    /** The Host header in lower case, without the scheme's own port. */
    private static String authority(HttpServletRequest request) {
        String host = request.getHeader("Host");
        return host == null ? "" : host.toLowerCase(Locale.ROOT).replaceFirst(":80$", "");
    }

    private static String header(String name, HttpServletRequest request) {
        List<String> values = Collections.list(request.getHeaders(name));
        if (values.isEmpty() || name.startsWith("@")) {
            throw new IllegalArgumentException("the request has no " + name);
        }
        return values.stream().map(String::strip).collect(Collectors.joining(", "));
    }
}
