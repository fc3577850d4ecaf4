package dev.asyncgate.gateway.mcp;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.gateway.call.Arguments;
import dev.asyncgate.gateway.call.Call;
import dev.asyncgate.gateway.call.Call.Hints;
import dev.asyncgate.gateway.call.Caller;
import dev.asyncgate.gateway.call.Field;
import dev.asyncgate.gateway.call.JsonSchema;
import dev.asyncgate.gateway.call.Shape;
import dev.asyncgate.gateway.door.Denials;
import dev.asyncgate.json.Json;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A call as agents are offered it: what they are told of it, and what happens when they make it. Knows no transport and no
 * era of the protocol. Immutable and thread-safe.
 */
public final class Tool {

    private static final Logger LOG = LoggerFactory.getLogger(Tool.class);

    private static final Field TENANT_ID =
            Field.of("tenant_id", Shape.ID, "The tenant, which must be the one of the key; best left out.");

    private final Call call;
    private final Hints hints;
    private final @Nullable Speaker speaker;

    private Tool(Call call, Hints hints) {
        this.call = call;
        this.hints = hints;
        this.speaker = Speaker.ofOrNull(call);
    }

    /** Those of the calls that are offered as tools. */
    public static List<Tool> of(List<Call> calls) {
        return calls.stream().flatMap(Tool::of).toList();
    }

    private static Stream<Tool> of(Call call) {
        return call.hints() == null ? Stream.empty() : Stream.of(new Tool(call, call.hints()));
    }

    /** As it is listed: hosts refuse a whole server over one dot in a tool's name. */
    public String name() {
        return "asyncgate_" + call.name();
    }

    /** As clients may have it written down from before; answered, but not listed. */
    public String dottedName() {
        return "asyncgate." + call.name();
    }

    /** For people. */
    public String title() {
        String words = call.name().replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    public String description() {
        return call.says();
    }

    public boolean isReadOnly() {
        return hints == Hints.READ_ONLY;
    }

    public boolean isIdempotent() {
        return hints == Hints.READ_ONLY || hints == Hints.IDEMPOTENT;
    }

    public boolean isDestructive() {
        return hints == Hints.DESTRUCTIVE;
    }

    public ObjectNode inputSchema() {
        List<Field> fields = speaker == null ? call.fields() : speaker.fields(call.fields());
        return JsonSchema.REQUEST.object(
                Stream.concat(fields.stream(), Stream.of(TENANT_ID)).toList());
    }

    /** The members of the answer, or those of a refusal: clients hold both against this schema. */
    public ObjectNode outputSchema() {
        ObjectNode schema = JsonSchema.ANSWER.object(call.answer());
        JsonNode ofAnswer = Objects.requireNonNull(schema.remove("required"));
        schema.putArray("anyOf").addObject().set("required", ofAnswer);
        schema.withArray("anyOf").addObject().putArray("required").add("error").add("code");
        return schema;
    }

    /** Makes the call; what is refused or fails is a result too. The arguments are the tool's to change. */
    public ToolResult call(Caller caller, ObjectNode arguments) {
        try {
            caller.require(call.access());
            Json.requireWithinLimits("arguments", arguments);
            requireTenant(caller, arguments);
            if (speaker != null) {
                speaker.translate(arguments);
            }
            return ToolResult.of(call.make(caller, arguments));
        } catch (GateException e) {
            return e.code() == ErrorCode.INTERNAL_ERROR ? fault(e) : refused(caller, e);
        } catch (RuntimeException e) {
            return fault(e);
        }
    }

    private static void requireTenant(Caller caller, ObjectNode arguments) {
        String named = Arguments.checked(List.of(TENANT_ID), arguments).textOrNull(TENANT_ID.name());
        if (named != null && !named.equalsIgnoreCase(caller.tenantId().toString())) {
            throw new GateException(
                    ErrorCode.UNAUTHORIZED, "This key belongs to another tenant than the one that tenant_id names.");
        }
    }

    private ToolResult refused(Caller caller, GateException refusal) {
        Denials.keep(caller, name(), refusal);
        return ToolResult.refused(refusal);
    }

    private ToolResult fault(RuntimeException problem) {
        LOG.error("The tool {} failed in a way that nobody foresaw.", name(), problem);
        return ToolResult.refused(
                new GateException(ErrorCode.INTERNAL_ERROR, "The gate met a fault of its own; its log says more."));
    }
}
