package dev.asyncgate.gateway.mcp;

import dev.asyncgate.json.Limits;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;

/** JSON as the messages of MCP carry it, with numbers digit for digit as over HTTP. */
final class ToolJson {

    /** What a message wraps around the arguments of a tool. */
    private static final int LEVELS_OF_THE_MESSAGE = 2;

    private static final TypeReference<Map<String, Object>> MEMBERS = new TypeReference<>() {};

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(Limits.JSON_DEPTH + LEVELS_OF_THE_MESSAGE)
                            .maxNumberLength(2 * Limits.NUMBER_CHARACTERS)
                            .maxNameLength(Integer.MAX_VALUE)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    // Keys are the callers' data: none is kept in a table that lives as long as the program.
                    .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .addModule(new SimpleModule().addSerializer(McpError.class, new ErrorWithoutTrace()))
            .build();

    /** The same for the SDK. */
    static final McpJsonMapper FOR_SDK = new JacksonMcpJsonMapper(MAPPER);

    private ToolJson() {}

    static ObjectNode node(Map<String, Object> members) {
        return MAPPER.valueToTree(members);
    }

    static Map<String, Object> map(ObjectNode node) {
        return MAPPER.convertValue(node, MEMBERS);
    }

    static String text(ObjectNode node) {
        return MAPPER.writeValueAsString(node);
    }

    /** An error of a message that named no request: its id is null, which the SDK's own form of an answer does not allow. */
    record Complaint(String jsonrpc, @Nullable Object id, JSONRPCError error) {

        static Complaint of(JSONRPCError error) {
            return new Complaint(McpSchema.JSONRPC_VERSION, null, error);
        }
    }

    /** The SDK hands over the exception itself, and that would be written with its stack trace. */
    private static final class ErrorWithoutTrace extends ValueSerializer<McpError> {

        @Override
        public void serialize(McpError error, JsonGenerator out, SerializationContext context) {
            context.writeValue(out, Complaint.of(error.getJsonRpcError()));
        }
    }
}
