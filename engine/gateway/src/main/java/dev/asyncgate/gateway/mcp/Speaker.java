package dev.asyncgate.gateway.mcp;

import dev.asyncgate.error.GateException;
import dev.asyncgate.gateway.call.Arguments;
import dev.asyncgate.gateway.call.Call;
import dev.asyncgate.gateway.call.Field;
import dev.asyncgate.principal.PrincipalKind;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * How agents name a principal: by {@code agent_id} or {@code worker_id}, where a call takes a kind and an id. A service or
 * a person is named by kind and id here too.
 *
 * @param kind the call's field for the kind
 * @param id the call's field for the id
 */
record Speaker(Field kind, Field id) {

    private static final String AGENT_ID = "agent_id";
    private static final String WORKER_ID = "worker_id";

    /** Null for a call that takes no kind and id. */
    static @Nullable Speaker ofOrNull(Call call) {
        return Stream.of("principal", "to")
                .flatMap(role -> field(call, role + "_kind")
                        .flatMap(kind -> field(call, role + "_id").map(id -> new Speaker(kind, id))))
                .findFirst()
                .orElse(null);
    }

    private static Stream<Field> field(Call call, String name) {
        return call.fields().stream().filter(field -> field.name().equals(name));
    }

    /** The fields of the tool in place of those of the call. */
    List<Field> fields(List<Field> ofCall) {
        Stream<Field> rest =
                ofCall.stream().map(field -> field.equals(kind) || field.equals(id) ? optional(field) : field);
        return Stream.concat(names().stream(), rest).toList();
    }

    private List<Field> names() {
        String others = "of another kind: %s with %s.".formatted(kind.name(), id.name());
        return List.of(
                Field.of(AGENT_ID, id.shape(), "The principal, an agent. Or give worker_id; or for one " + others),
                Field.of(WORKER_ID, id.shape(), "The principal, a worker. Or give agent_id; or for one " + others));
    }

    private static Field optional(Field field) {
        return Field.of(field.name(), field.shape(), field.says());
    }

    /**
     * Puts kind and id into arguments that name an agent or a worker.
     *
     * @throws GateException INVALID_REQUEST when they name nobody though they must, or more than one
     */
    void translate(ObjectNode arguments) {
        Arguments.checked(names(), arguments);
        List<String> given = Stream.of(AGENT_ID, WORKER_ID, id.name())
                .filter(arguments::hasNonNull)
                .toList();
        if (given.size() > 1 || (given.isEmpty() && id.required())) {
            throw GateException.invalid(
                    AGENT_ID,
                    "Exactly one of agent_id, worker_id, and %s with %s names the principal; found %s."
                            .formatted(kind.name(), id.name(), given.isEmpty() ? "none" : String.join(" and ", given)));
        }
        if (arguments.hasNonNull(AGENT_ID)) {
            put(arguments, PrincipalKind.AGENT, AGENT_ID);
        } else if (arguments.hasNonNull(WORKER_ID)) {
            put(arguments, PrincipalKind.WORKER, WORKER_ID);
        }
    }

    private void put(ObjectNode arguments, PrincipalKind named, String name) {
        arguments.put(kind.name(), named.wireName()).set(id.name(), Objects.requireNonNull(arguments.get(name)));
    }
}
