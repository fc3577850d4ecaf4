package dev.asyncgate.gateway.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.gateway.TestGateway;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.task.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** The same work through the library, over REST and over MCP leaves the same states and receipts, and meets the same refusals. */
class TheThreeFacesAgreeTest {

    private static final Pattern IDS = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** What a face left behind. */
    private record Left(List<String> states, List<String> receipts, List<String> codes) {}

    private static Left library;
    private static Left rest;
    private static Left mcp;
    private static Left pair;

    @BeforeAll
    static void playThreeTimes() {
        library = play(gateway -> new LibraryFace(gateway.gate));
        rest = play(RestFace::new);
        mcp = play(McpFace::new);
        pair = playInTurns();
    }

    @Test
    void theTasksStandWhereTheyStand() {
        assertThat(library.states()).hasSize(6).anyMatch(state -> state.contains("CANCELED"));
        assertThat(rest.states()).isEqualTo(library.states());
        assertThat(mcp.states()).isEqualTo(library.states());
    }

    @Test
    void theReceiptsSayTheSameInTheSameOrder() {
        assertThat(library.receipts()).hasSizeGreaterThan(20);
        assertThat(rest.receipts()).isEqualTo(library.receipts());
        assertThat(mcp.receipts()).isEqualTo(library.receipts());
    }

    @Test
    void theRefusalsHaveTheSameCodes() {
        assertThat(library.codes()).doesNotContain("OK").hasSizeGreaterThan(10);
        assertThat(rest.codes()).isEqualTo(library.codes());
        assertThat(mcp.codes()).isEqualTo(library.codes());
    }

    @Test
    void twoGatewaysOfOneDatabaseAreAsOne() {
        assertThat(pair).isEqualTo(rest);
    }

    /** Every call to the other of two gateways. */
    private static Left playInTurns() {
        try (TestGateway one = TestGateway.open();
                TestGateway other = one.another(TestGateway.OPEN)) {
            return play(one, new Face() {
                private final Face first = new RestFace(one);
                private final Face second = new RestFace(other);
                private boolean odd;

                @Override
                public Told make(String call, ObjectNode in) {
                    odd = !odd;
                    return (odd ? first : second).make(call, in);
                }
            });
        }
    }

    private static Left play(Function<TestGateway, Face> faces) {
        try (TestGateway gateway = TestGateway.open()) {
            return play(gateway, faces.apply(gateway));
        }
    }

    private static Left play(TestGateway gateway, Face face) {
        Scenario scenario = new Scenario(gateway.gate, face);
        scenario.work();
        List<String> codes = scenario.refusals();
        Map<String, String> known = new LinkedHashMap<>();
        List<String> states = new ArrayList<>();
        List<String> receipts = new ArrayList<>();
        for (UUID taskId : scenario.tasks()) {
            states.add(withoutIds(state(gateway.gate.inspector.getTask(taskId)), known));
            gateway.gate.receipts(taskId).forEach(receipt -> receipts.add(withoutIds(said(receipt), known)));
        }
        return new Left(states, receipts, codes);
    }

    private static String state(Task task) {
        return "%s %s %s %d/%d %s %s %s %s"
                .formatted(
                        task.taskId(),
                        task.type(),
                        task.status(),
                        task.attempt(),
                        task.maxAttempts(),
                        task.payload(),
                        task.progress(),
                        task.result(),
                        task.amendment());
    }

    private static String said(Receipt receipt) {
        return "%s %s %s from %s to %s, lease %s, after %s: %s"
                .formatted(
                        receipt.receiptId(),
                        receipt.type(),
                        receipt.createdAt(),
                        receipt.from(),
                        receipt.to(),
                        receipt.leaseId(),
                        receipt.parents(),
                        receipt.body());
    }

    /** Ids become numbers in the order in which they are met. */
    private static String withoutIds(String text, Map<String, String> known) {
        return IDS.matcher(text).replaceAll(id -> known.computeIfAbsent(id.group(), found -> "#" + known.size()));
    }
}
