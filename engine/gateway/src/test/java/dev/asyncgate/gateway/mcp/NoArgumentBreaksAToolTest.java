package dev.asyncgate.gateway.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.gateway.Answers;
import dev.asyncgate.gateway.TestGateway;
import dev.asyncgate.gateway.fuzz.Values;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever an agent hands to a tool: an answer, nothing of the gate's inside in it, and a gate that works on. */
class NoArgumentBreaksAToolTest {

    @SuppressWarnings("NullAway.Init")
    private static TestGateway gateway;

    @SuppressWarnings("NullAway.Init")
    private static TestMcp session;

    @BeforeContainer
    static void open() {
        gateway = TestGateway.open();
        session = TestMcp.of(gateway);
    }

    @AfterContainer
    static void close() {
        gateway.close();
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void everyCallIsAnsweredAndTheGateWorksOn(@ForAll("calls") String params) {
        TestGateway.Answer answer = TestMcp.post(gateway, session.inSession(), TestMcp.message("tools/call", params));
        assertThat(answer.status()).as(params).isLessThan(500);
        assertThat(answer.response().body())
                .as(params)
                .doesNotContain(Answers.INSIDES)
                .doesNotContain("INTERNAL_ERROR");
        assertThat(session.call("get_config", "{}").refused()).isFalse();
    }

    @Provide
    Arbitrary<String> calls() {
        List<Arbitrary<String>> each = new ArrayList<>();
        session.tools()
                .forEach(tool -> each.add(Values.object(tool.get("inputSchema"))
                        .map(arguments -> "{\"name\":\"%s\",\"arguments\":%s}"
                                .formatted(tool.get("name").asString(), arguments))));
        return Arbitraries.oneOf(each);
    }
}
