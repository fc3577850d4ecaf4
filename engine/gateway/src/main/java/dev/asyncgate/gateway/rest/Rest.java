package dev.asyncgate.gateway.rest;

import dev.asyncgate.gateway.call.Access;
import dev.asyncgate.gateway.call.Call;
import dev.asyncgate.gateway.call.SystemCalls;
import dev.asyncgate.gateway.door.Door;
import dev.asyncgate.gateway.door.Refusal;
import dev.asyncgate.gateway.metrics.Requests;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The calls over HTTP: finds the call of a path, reads its arguments, makes it, writes its answer; the door
 * says what went wrong. Thread-safe. */
public final class Rest extends HttpServlet {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    /** How the gate does is told as long as it is open at all. */
    private static final Set<Access> ALWAYS = EnumSet.of(Access.PUBLIC, Access.METRICS);

    private final transient Routes routes;
    private final transient BooleanSupplier open;

    /** @param open whether these calls are answered just now */
    public Rest(List<Call> calls, BooleanSupplier open) {
        this.routes = new Routes(calls);
        this.open = open;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Routes.Route route = routes.find(method(request), request.getRequestURI());
        request.setAttribute(Requests.ROUTE, route.call().path());
        if (!open.getAsBoolean() && !ALWAYS.contains(route.call().access())) {
            throw Refusal.closed("REST");
        }
        Door.caller(request).require(route.call().access());
        tellIfDeprecated(response, route.call());
        write(response, answer(request, route));
    }

    /** A HEAD is answered as a GET; the server leaves the body out. */
    private static String method(HttpServletRequest request) {
        return request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
    }

    private static void tellIfDeprecated(HttpServletResponse response, Call call) {
        if (call.insteadOfIt() != null) {
            response.setHeader("Deprecation", "true");
            response.setHeader("X-AsyncGate-Deprecated", "Use " + call.insteadOfIt());
        }
    }

    private static ObjectNode answer(HttpServletRequest request, Routes.Route route) {
        ObjectNode members = RequestReader.read(request, route);
        return route.call().make(Door.caller(request), members);
    }

    private static void write(HttpServletResponse response, ObjectNode answer) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(answer);
        if (SystemCalls.isUnhealthy(answer)) {
            response.setStatus(503);
            response.setHeader("Retry-After", "1");
        }
        response.setContentType("application/json");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
