package dev.asyncgate.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.asyncgate.database.DatabaseAddress;
import dev.asyncgate.database.TestServer;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.gateway.Gateway;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client that nobody here wrote, the MCP Inspector's command line, lists and calls the tools over both transports. */
@Timeout(600)
class TheInspectorUsesEveryDoorTest {

    private static final String INSPECTOR = "@modelcontextprotocol/inspector-cli@1.0.3";
    private static final Path TOOLS = Path.of("target", "inspector").toAbsolutePath();
    /** It looks for its own version from here. */
    private static final Path PROGRAM = TOOLS.resolve("node_modules/@modelcontextprotocol/inspector-cli/build");

    @TempDir
    Path data;

    private final TestGate gate =
            TestGate.with(Map.of("PORT", "0", "ALLOW_INSECURE_DEV", "true", "RATE_LIMIT_ENABLED", "false"));

    @BeforeAll
    static void install() throws Exception {
        assumeTrue(has("npm") && has("node"), "npm or node is missing, so the MCP Inspector cannot be had");
        Files.createDirectories(TOOLS);
        if (!Files.exists(PROGRAM)) {
            String cache = TOOLS.resolve("cache").toString();
            run(
                    TOOLS,
                    List.of(
                            "npm",
                            "install",
                            "--no-audit",
                            "--no-fund",
                            "--cache",
                            cache,
                            "--prefix",
                            TOOLS.toString(),
                            INSPECTOR));
        }
    }

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void overHttp() throws Exception {
        try (Gateway gateway = Gateway.open(gate.gate, "test")) {
            String tenant = "X-Tenant-ID: " + gate.tenant;
            speaks(question -> inspect(gateway.address() + "/mcp", List.of("--header", tenant), question, List.of()));
        }
    }

    @Test
    void overStandardInputAndOutput() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> arguments = List.of(
                "--",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "mcp",
                "--data-dir",
                data.toString(),
                "--database-url",
                url(),
                "--tenant",
                gate.tenant.toString());
        speaks(question -> inspect(java, List.of(), question, arguments));
    }

    /** Asks a server and gives back what the Inspector prints. */
    private interface Inspector {
        String ask(List<String> question) throws IOException, InterruptedException;
    }

    private static void speaks(Inspector inspector) throws Exception {
        assertThat(inspector.ask(List.of("--method", "tools/list")))
                .contains("\"asyncgate_create_task\"", "\"asyncgate_complete_all\"", "\"outputSchema\"");
        assertThat(inspector.ask(call("create_task", "agent_id=planner", "type=report", "principal_ai=planner")))
                .contains("\"status\": \"queued\"");
        assertThat(inspector.ask(call("lease_next", "worker_id=w-1"))).contains("\"type\": \"report\"", "\"lease_id\"");
        assertThat(inspector.ask(call("fail", "worker_id=w-1")))
                .contains("\"isError\": true", "\"code\": \"INVALID_REQUEST\"");
    }

    private static List<String> call(String tool, String... arguments) {
        List<String> question = new ArrayList<>(List.of("--method", "tools/call", "--tool-name", "asyncgate_" + tool));
        for (String argument : arguments) {
            question.addAll(List.of("--tool-arg", argument));
        }
        return question;
    }

    private static String inspect(String server, List<String> options, List<String> question, List<String> arguments)
            throws IOException, InterruptedException {
        return run(
                PROGRAM,
                Stream.of(List.of("node", "index.js", server), options, question, arguments)
                        .flatMap(List::stream)
                        .toList());
    }

    private static boolean has(String program) {
        try {
            run(Path.of("."), List.of(program, "--version"));
            return true;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a program prints; it must end in two minutes, and well. */
    private static String run(Path directory, List<String> command) throws IOException, InterruptedException {
        Path said = Files.createTempFile("asyncgate-inspector", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        boolean ended = process.waitFor(2, TimeUnit.MINUTES);
        process.destroyForcibly();
        String text = Files.readString(said, StandardCharsets.UTF_8);
        Files.delete(said);
        assertThat(ended).as("%s ends; it said %s", command, text).isTrue();
        assertThat(process.exitValue()).as("%s said %s", command, text).isZero();
        return text;
    }

    private static String url() {
        DatabaseAddress address = TestServer.program();
        String[] halves = address.jdbcUrl().substring("jdbc:".length()).split("://", 2);
        return halves[0] + "://" + address.user() + ":" + address.password() + "@" + halves[1];
    }
}
