package dev.asyncgate.gateway.rest;

import dev.asyncgate.gateway.call.Call;
import dev.asyncgate.gateway.door.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.pathmap.MatchedResource;
import org.eclipse.jetty.http.pathmap.PathMappings;
import org.eclipse.jetty.http.pathmap.UriTemplatePathSpec;

/** Finds the call of a method and a path; a fixed path goes before one with parameters. */
final class Routes {

    private final PathMappings<Map<String, Call>> byPath = new PathMappings<>();

    Routes(List<Call> calls) {
        Map<String, Map<String, Call>> byMethod = new LinkedHashMap<>();
        for (Call call : calls) {
            byMethod.computeIfAbsent(call.path(), path -> new LinkedHashMap<>()).put(call.method(), call);
        }
        byMethod.forEach((path, methods) -> byPath.put(new UriTemplatePathSpec(path), methods));
    }

    /** A call and the parameters that the path has for it, decoded. */
    record Route(Call call, Map<String, String> parameters) {}

    /** @throws Refusal 404 for a path that no call has, 405 for one that calls have with other methods */
    Route find(String method, String path) {
        MatchedResource<Map<String, Call>> matched = byPath.getMatched(path);
        if (matched == null) {
            throw Refusal.noRoute(method, path);
        }
        Call call = matched.getResource().get(method);
        if (call == null) {
            throw Refusal.otherMethods(
                    method, path, List.copyOf(matched.getResource().keySet()));
        }
        return new Route(call, ((UriTemplatePathSpec) matched.getPathSpec()).getPathParams(path));
    }
}
