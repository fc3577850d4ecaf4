package dev.asyncgate.gateway.rest;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.gateway.call.Access;
import dev.asyncgate.gateway.call.Call;
import dev.asyncgate.gateway.call.Field;
import dev.asyncgate.gateway.call.JsonSchema;
import dev.asyncgate.gateway.call.Shape;
import dev.asyncgate.gateway.door.Problems;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Describes the calls as OpenAPI 3.1, from their own definitions. */
final class OpenApi {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final List<Field> PROBLEM = List.of(
            Field.of(
                            "error",
                            new Shape.Choice(Arrays.stream(ErrorCode.values())
                                    .map(ErrorCode::name)
                                    .toList()),
                            "A code that programs can tell apart.")
                    .mandatory(),
            Field.of("message", Shape.text(0, 10_000), "What was found, what is allowed, what to do.")
                    .mandatory(),
            Field.of("detail", Shape.text(0, 10_000), "The same as message.").mandatory(),
            Field.of("field", Shape.text(1, 1000), "The field that was refused, where it was one."),
            Field.of("trace_id", Shape.NAME, "Of an internal error: under what the log has more."));

    private static final Set<ErrorCode> OF_ANY_CALL = Set.of(
            ErrorCode.INVALID_REQUEST,
            ErrorCode.RATE_LIMIT_EXCEEDED,
            ErrorCode.INTERNAL_ERROR,
            ErrorCode.DATABASE_UNAVAILABLE);

    private OpenApi() {}

    /** @param version of the program */
    static ObjectNode document(List<Call> calls, String version) {
        ObjectNode document = NODES.objectNode().put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", "AsyncGate")
                .put("version", version)
                .put("description", "Tasks, time-bounded leases, and receipts that prove who owed what to whom.");
        ObjectNode paths = document.putObject("paths");
        calls.forEach(call ->
                paths.withObjectProperty(call.path()).set(call.method().toLowerCase(Locale.ROOT), operation(call)));
        ObjectNode components = document.putObject("components");
        components.putObject("schemas").set("Problem", JsonSchema.ANSWER.object(PROBLEM));
        ObjectNode schemes = components.putObject("securitySchemes");
        schemes.putObject("bearer").put("type", "http").put("scheme", "bearer");
        schemes.putObject("header").put("type", "apiKey").put("in", "header").put("name", "X-API-Key");
        return document;
    }

    private static ObjectNode operation(Call call) {
        ObjectNode operation = NODES.objectNode()
                .put("operationId", call.name())
                .put("summary", call.says().split("[.:;]", 2)[0] + ".")
                .put("description", call.says() + " " + who(call.access()));
        operation.putArray("tags").add(tag(call));
        if (call.deprecated()) {
            operation.put("deprecated", true);
        }
        parameters(call, operation);
        if (call.takesBody()) {
            content(operation.putObject("requestBody").put("required", needsBody(call)))
                    .set("schema", JsonSchema.REQUEST.object(fields(call, Set.of(Field.Place.BODY))));
        }
        responses(call, operation.putObject("responses"));
        security(call, operation);
        return operation;
    }

    private static void parameters(Call call, ObjectNode operation) {
        List<Field> fields = fields(call, Set.of(Field.Place.PATH, Field.Place.QUERY));
        if (fields.isEmpty()) {
            return;
        }
        var parameters = operation.putArray("parameters");
        for (Field field : fields) {
            parameters
                    .addObject()
                    .put("name", field.name())
                    .put("in", field.place().name().toLowerCase(Locale.ROOT))
                    .put("required", field.required())
                    .put("description", field.says())
                    .set("schema", JsonSchema.REQUEST.of(field.shape()));
        }
    }

    private static void responses(Call call, ObjectNode responses) {
        content(responses.putObject("200").put("description", "Done."))
                .set("schema", JsonSchema.ANSWER.object(call.answer()));
        ObjectNode reference = NODES.objectNode().put("$ref", "#/components/schemas/Problem");
        Arrays.stream(ErrorCode.values())
                .filter(code -> isPossible(call, code))
                .collect(Collectors.groupingBy(
                        Problems::status,
                        java.util.TreeMap::new,
                        Collectors.mapping(ErrorCode::name, Collectors.joining(", "))))
                .forEach((status, codes) -> content(
                                responses.putObject(status.toString()).put("description", codes))
                        .set("schema", reference));
    }

    private static boolean isPossible(Call call, ErrorCode code) {
        boolean names = call.fields().stream().anyMatch(field -> field.shape() instanceof Shape.Id);
        boolean body = call.takesBody();
        return OF_ANY_CALL.contains(code)
                || (call.access() != Access.PUBLIC
                        && (code == ErrorCode.UNAUTHENTICATED || code == ErrorCode.UNAUTHORIZED))
                || (names && Problems.status(code) == 404)
                || (body && Set.of(409, 413, 422).contains(Problems.status(code)))
                || (body && (code == ErrorCode.LEASE_INVALID_OR_EXPIRED || code == ErrorCode.INVALID_STATE_TRANSITION));
    }

    private static void security(Call call, ObjectNode operation) {
        var security = operation.putArray("security");
        if (call.access() != Access.PUBLIC) {
            security.addObject().putArray("bearer");
            security.addObject().putArray("header");
        }
    }

    private static ObjectNode content(ObjectNode of) {
        return of.putObject("content").putObject("application/json");
    }

    private static List<Field> fields(Call call, Set<Field.Place> places) {
        return call.fields().stream()
                .filter(field -> places.contains(field.place()))
                .toList();
    }

    private static boolean needsBody(Call call) {
        return fields(call, Set.of(Field.Place.BODY)).stream().anyMatch(Field::required);
    }

    private static String tag(Call call) {
        return switch (call.access()) {
            case TASKER, TASKER_OR_TASKEE -> "Tasker";
            case TASKEE -> "Taskee";
            case ADMIN -> "Admin";
            case PUBLIC, ANY_KEY, METRICS -> "System";
        };
    }

    private static String who(Access access) {
        return switch (access) {
            case PUBLIC -> "Takes no key.";
            case ANY_KEY -> "Takes any valid key.";
            case TASKER -> "Takes a key of the role agent or admin.";
            case TASKEE -> "Takes a key of the role worker or admin.";
            case TASKER_OR_TASKEE -> "Takes a key of any role.";
            case ADMIN -> "Takes a key of the role admin.";
            case METRICS -> "Takes a key of the role admin or with the scope metrics.";
        };
    }
}
