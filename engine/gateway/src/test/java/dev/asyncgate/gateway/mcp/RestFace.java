package dev.asyncgate.gateway.mcp;

import dev.asyncgate.gateway.TestGateway;
import dev.asyncgate.gateway.call.About;
import dev.asyncgate.gateway.call.Call;
import dev.asyncgate.gateway.call.Calls;
import dev.asyncgate.gateway.call.Deliveries;
import dev.asyncgate.gateway.call.Field;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** The engine over REST: each argument in its place of the request. */
final class RestFace implements Face {

    private final TestGateway gateway;
    private final Map<String, Call> calls;

    RestFace(TestGateway gateway) {
        this.gateway = gateway;
        About about = new About("test", Instant.EPOCH, InstantSource.system());
        this.calls = Calls.all(about, new Deliveries(gateway.gate.gate)).stream()
                .collect(Collectors.toMap(Call::name, Function.identity()));
    }

    @Override
    public Told make(String name, ObjectNode in) {
        Call call = Objects.requireNonNull(calls.get(name), name);
        String path = call.path();
        String query = "?";
        ObjectNode body = in.deepCopy();
        for (Field field : given(call, in)) {
            String value = URLEncoder.encode(in.get(field.name()).asString(), StandardCharsets.UTF_8);
            path = path.replace("{" + field.name() + "}", value);
            query += field.place() == Field.Place.QUERY ? field.name() + "=" + value + "&" : "";
            body.remove(field.name());
        }
        TestGateway.Answer answer = gateway.send(gateway.request(path + query)
                .header("Content-Type", "application/json")
                .method(call.method(), publisher(call, body)));
        return answer.status() == 200 ? Told.answered(answer.json()) : Told.refused(answer.text("/error"));
    }

    private static List<Field> given(Call call, ObjectNode in) {
        return call.fields().stream()
                .filter(field -> field.place() != Field.Place.BODY && in.has(field.name()))
                .toList();
    }

    private static HttpRequest.BodyPublisher publisher(Call call, ObjectNode body) {
        return call.takesBody()
                ? HttpRequest.BodyPublishers.ofString(body.toString())
                : HttpRequest.BodyPublishers.noBody();
    }
}
