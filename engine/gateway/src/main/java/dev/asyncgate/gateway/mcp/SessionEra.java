package dev.asyncgate.gateway.mcp;

import dev.asyncgate.gateway.call.Caller;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator.ValidationResponse;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tools in the protocol era of sessions, as the official SDK speaks it. A transport puts whoever makes a call into the
 * context of its message; the call runs on the thread that handles the message.
 */
final class SessionEra {

    private static final String CALLER = Caller.class.getName();

    private static final String INSTRUCTIONS = """
            AsyncGate keeps tasks, leases and receipts. To delegate: asyncgate_create_task, then asyncgate_get_task or \
            asyncgate_open_obligations, which lists what you are still owed. To work: asyncgate_lease_next, then \
            asyncgate_complete or asyncgate_fail with the task_id and lease_id that you got; asyncgate_renew_lease \
            before expires_at. Name yourself in every call, always the same: agent_id when you delegate, worker_id \
            when you work. A refused call is an error result with a code and a message that says what to do.""";

    /** Tests hold answers against their schemas; a call that was made must not look refused for its answer. */
    private static final JsonSchemaValidator UNCHECKED = (schema, content) -> ValidationResponse.asValid(null);

    private SessionEra() {}

    /** The context of messages that this caller sends. */
    static McpTransportContext context(Caller caller) {
        return McpTransportContext.create(Map.of(CALLER, caller));
    }

    static McpSyncServer open(McpServer.SyncSpecification<?> server, List<Tool> tools, String version) {
        Set<String> listed = tools.stream().map(Tool::name).collect(Collectors.toUnmodifiableSet());
        return server.serverInfo("AsyncGate", version)
                .instructions(INSTRUCTIONS)
                .capabilities(
                        McpSchema.ServerCapabilities.builder().tools(false).build())
                .jsonMapper(ToolJson.FOR_SDK)
                .jsonSchemaValidator(UNCHECKED)
                .validateToolInputs(false)
                .immediateExecution(true)
                .tools(tools.stream().flatMap(SessionEra::offered).toList())
                .addToolFilter((context, tool) -> listed.contains(tool.name()))
                .build();
    }

    private static Stream<SyncToolSpecification> offered(Tool tool) {
        return Stream.of(tool.name(), tool.dottedName())
                .map(name -> new SyncToolSpecification(
                        described(tool, name),
                        (exchange, request) -> result(
                                tool.call(caller(exchange.transportContext()), ToolJson.node(request.arguments())))));
    }

    private static Caller caller(McpTransportContext context) {
        return (Caller) Objects.requireNonNull(context.get(CALLER), "the transport says who calls");
    }

    private static McpSchema.Tool described(Tool tool, String name) {
        return McpSchema.Tool.builder(name, ToolJson.map(tool.inputSchema()))
                .title(tool.title())
                .description(tool.description())
                .outputSchema(ToolJson.map(tool.outputSchema()))
                .annotations(McpSchema.ToolAnnotations.builder()
                        .title(tool.title())
                        .readOnlyHint(tool.isReadOnly())
                        .idempotentHint(tool.isIdempotent())
                        .destructiveHint(tool.isDestructive())
                        .openWorldHint(false)
                        .build())
                .build();
    }

    private static McpSchema.CallToolResult result(ToolResult result) {
        return McpSchema.CallToolResult.builder()
                .structuredContent(result.content())
                .addTextContent(ToolJson.text(result.content()))
                .isError(result.isError())
                .build();
    }
}
