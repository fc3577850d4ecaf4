package dev.asyncgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.access.Grant;
import dev.asyncgate.access.Role;
import dev.asyncgate.gateway.Contract.Line;
import dev.asyncgate.gateway.Contract.Member;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Clients that were written against the contract find every name, every need and every range of it. */
class TheContractIsKeptToTheLetterTest {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String INTERNAL = "Ext: ext:SVC:asyncgate";
    private static final Set<String> ACTORS = Set.of("principal_id", "worker_id", "to_id");

    @SuppressWarnings("NullAway.Init")
    private static TestGateway gateway;

    @SuppressWarnings("NullAway.Init")
    private static JsonNode document;

    @SuppressWarnings("NullAway.Init")
    private static String admin;

    @BeforeAll
    static void open() {
        gateway = TestGateway.with(Map.of("RATE_LIMIT_ENABLED", "false"));
        document = gateway.send(gateway.bare("/openapi.json").GET()).json();
        admin = gateway.key(new Grant(Role.ADMIN, null, Set.of(), List.of(), List.of(), Set.of(), null, null));
    }

    @AfterAll
    static void close() {
        gateway.close();
    }

    static Stream<Line> calls() {
        return Contract.written().stream();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void namesNeedsAndRanges(Line written) {
        Line described = Contract.described(document, written);
        assertThat(described.takes()).containsAll(written.takes());
        assertThat(described.required())
                .as("nothing else is required")
                .containsExactlyInAnyOrderElementsOf(written.required().toList());
        assertThat(described.gives().stream().map(Member::path))
                .containsAll(written.gives().stream().map(Member::path).toList());
    }

    @ParameterizedTest
    @MethodSource("calls")
    void whatIsOutOfItsRangeIsRefusedAndWhatIsJustInsideIsNot(Line call) {
        for (Member member : call.takes()) {
            Long least = member.least();
            Long most = member.most();
            if (least == null || most == null) {
                continue;
            }
            assertThat(refused(call, member, least - 1)).isTrue();
            assertThat(refused(call, member, most + 1)).isTrue();
            assertThat(refused(call, member, least)).isFalse();
            if (!member.path().equals("wait_seconds")) {
                assertThat(refused(call, member, most)).isFalse();
            }
        }
    }

    /** Whether this number is what is wrong with the call. */
    private static boolean refused(Line call, Member member, long value) {
        TestGateway.Answer answer = new Sample(document, call)
                .with(member.path(), NODES.numberNode(value))
                .send(gateway, admin);
        String field = member.path().replace("[]", "[0]");
        return answer.status() == 400
                && answer.text("/field").equals(field)
                && answer.text("/message").startsWith(field + " is ");
    }

    @ParameterizedTest
    @MethodSource("calls")
    void whatIsNeededIsAskedFor(Line call) {
        call.required().filter(name -> !call.path().contains("{" + name + "}")).forEach(name -> {
            TestGateway.Answer answer =
                    new Sample(document, call).with(name, NODES.nullNode()).send(gateway, admin);
            assertThat(answer.status()).as(name).isEqualTo(400);
            assertThat(answer.text("/field"))
                    .as(answer.text("/message"))
                    .isEqualTo(name.replaceFirst("\\[]$", "").replace("[]", "[0]"));
        });
    }

    @ParameterizedTest
    @MethodSource("calls")
    void nobodyActsAsAnInternalPrincipal(Line call) {
        String agent = gateway.key(Grant.of(Role.AGENT));
        for (Member member : Contract.described(document, call).takes()) {
            if (ACTORS.contains(member.path())) {
                boolean filter = Set.of("/v1/obligations/open", "/v1/receipts").contains(call.path());
                TestGateway.Answer answer = new Sample(document, call)
                        .with(member.path(), NODES.stringNode(INTERNAL))
                        .with(kind(member), NODES.stringNode(kind(member).startsWith("worker") ? "worker" : "agent"))
                        .send(gateway, filter ? agent : admin);
                assertThat(answer.status()).as(answer.response().body()).isEqualTo(403);
            }
        }
    }

    private static String kind(Member member) {
        return member.path().replace("_id", "_kind");
    }

    @ParameterizedTest
    @MethodSource("calls")
    void whatNobodyAskedForIsIgnored(Line call) {
        if (Contract.operation(document, call).has("requestBody")) {
            TestGateway.Answer plain = new Sample(document, call).send(gateway, admin);
            TestGateway.Answer more = new Sample(document, call)
                    .with("unheard_of", NODES.objectNode())
                    .send(gateway, admin);
            assertThat(more.status()).isEqualTo(plain.status());
        }
    }
}
