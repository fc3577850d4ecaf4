package dev.asyncgate.receiptgate;

import dev.asyncgate.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Finds the answer to a JSON-RPC call in what an MCP server sends: one JSON value, or a stream of events. */
final class JsonRpc {

    private static final String DATA = "data:";

    private JsonRpc() {}

    /**
     * Reads up to the answer.
     *
     * @param contentType as the server's header has it
     * @return empty when there is none
     */
    static Optional<JsonNode> answer(String contentType, InputStream body, long id) throws IOException {
        return contentType.startsWith("text/event-stream")
                ? streamed(body, id)
                : answer(new String(body.readAllBytes(), StandardCharsets.UTF_8), id);
    }

    /** The stream may carry other messages before the answer, and stay open after it. */
    private static Optional<JsonNode> streamed(InputStream body, long id) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        StringBuilder data = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(DATA)) {
                data.append(line, DATA.length(), line.length()).append('\n');
            } else if (line.isEmpty()) {
                Optional<JsonNode> answer = answer(data.toString(), id);
                if (answer.isPresent()) {
                    return answer;
                }
                data.setLength(0);
            }
        }
        return Optional.empty();
    }

    private static Optional<JsonNode> answer(String text, long id) {
        return Json.check(text) instanceof Json.Check.Ok(Json json)
                ? Optional.of(json.node()).filter(node -> node.path("id").asLong(0) == id)
                : Optional.empty();
    }
}
