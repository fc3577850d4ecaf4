package dev.asyncgate.gateway.rest;

import dev.asyncgate.gateway.call.Call;
import dev.asyncgate.gateway.door.Refusal;
import dev.asyncgate.gateway.metrics.Requests;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What tells people and programs how to call: the OpenAPI document, and a page that shows it and tries it. Public. */
public final class Documents extends HttpServlet {

    @Serial
    private static final long serialVersionUID = 1L;

    /** The paths at which it answers. */
    public static final List<String> PATHS = List.of("/openapi.json", "/docs", "/docs/docs.css", "/docs/docs.js");

    private static final String POLICY =
            "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final transient Map<String, Document> documents;

    private record Document(String type, String text) {}

    /** @param version of the program */
    public Documents(List<Call> calls, String version) {
        String openApi = OpenApi.document(calls, version).toString();
        this.documents = Map.of(
                "/openapi.json", new Document("application/json", openApi),
                "/docs", resource("docs.html", "text/html; charset=utf-8"),
                "/docs/docs.css", resource("docs.css", "text/css; charset=utf-8"),
                "/docs/docs.js", resource("docs.js", "text/javascript; charset=utf-8"));
    }

    private static Document resource(String name, String type) {
        try (InputStream in = Objects.requireNonNull(Documents.class.getResourceAsStream(name), name)) {
            return new Document(type, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!List.of("GET", "HEAD").contains(request.getMethod())) {
            throw Refusal.otherMethods(request.getMethod(), request.getRequestURI(), List.of("GET", "HEAD"));
        }
        @Nullable Document document = documents.get(request.getRequestURI());
        if (document == null) {
            throw Refusal.noRoute(request.getMethod(), request.getRequestURI());
        }
        request.setAttribute(Requests.ROUTE, request.getRequestURI());
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setContentType(document.type());
        byte[] bytes = document.text().getBytes(StandardCharsets.UTF_8);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
