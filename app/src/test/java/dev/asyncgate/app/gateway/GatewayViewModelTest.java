package dev.asyncgate.app.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.access.ApiKey;
import dev.asyncgate.access.CallLimit;
import dev.asyncgate.access.CreatedKey;
import dev.asyncgate.access.Grant;
import dev.asyncgate.access.Role;
import dev.asyncgate.app.acts.Actings;
import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.words.Curl;
import dev.asyncgate.engine.Eventually;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.gateway.HeardCall;
import dev.asyncgate.gateway.Protocol;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The gateway of the console is opened and closed here; each request stands with the receipts that it made. */
class GatewayViewModelTest {

    private static final String TASK =
            "{\"type\":\"report.render\",\"payload\":{\"month\":11},\"principal_ai\":\"planner\"}";

    private final TestGate gate = TestGate.with(Map.of("PORT", "0"));
    private final LocalGateway local = new LocalGateway(gate.gate, "test", InstantSource.system());
    private final GatewayViewModel viewModel = viewModel(gate, local);
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        viewModel.leave();
        client.close();
        local.close();
        gate.close();
    }

    private static GatewayViewModel viewModel(TestGate gate, LocalGateway local) {
        var operator = Actings.local(gate).operator();
        return new GatewayViewModel(
                Background.direct(),
                new GatewayReads(local, operator, gate.inspector, InstantSource.system()),
                local,
                operator,
                Clock.systemUTC());
    }

    @Test
    void aRequestStandsWithTheReceiptsThatItMade() throws Exception {
        viewModel.arrive();
        assertThat(reading().open()).isNull();
        viewModel.listen(true);
        String secret = key(Role.AGENT).secret();
        assertThat(create(secret).statusCode()).isEqualTo(200);
        assertThat(create("ag_wrong").statusCode()).isEqualTo(401);
        // A call is remembered once it was answered.
        Eventually.is("both are remembered", Duration.ofSeconds(20), () -> {
            look();
            return viewModel.rows().rows().size() == 2;
        });
        CallLine made = reading().calls().getLast();
        assertThat(made.call().keyName()).isEqualTo("agent-key");
        assertThat(made.receipts())
                .extracting(receipt -> receipt.type().wireName())
                .containsExactly("task.assigned");
        assertThat(made.call().body().beginning()).isEqualTo(TASK);
        assertThat(made.call().answer().beginning()).contains("\"task_id\"");
        assertThat(made.problem()).isEmpty();
        assertThat(reading().calls().getFirst().problem()).isEqualTo("UNAUTHENTICATED");
        assertThat(CallInspector.again(made.call(), new Curl(address(), true)))
                .contains("curl -sS -X POST '" + address() + "/v1/tasks?principal_kind=agent&principal_id=planner'")
                .contains("$ASYNCGATE_API_KEY")
                .contains("-d '" + TASK + "'")
                .doesNotContain(secret);

        viewModel.rows().show(CallQuery.REFUSED);
        assertThat(viewModel.rows().rows())
                .singleElement()
                .satisfies(item -> assertThat(item.row().call().status()).isEqualTo(401));
        viewModel.rows().show(CallQuery.MADE_RECEIPTS);
        assertThat(viewModel.rows().rows()).hasSize(1);

        viewModel.listen(false);
        assertThat(reading().open()).isNull();
    }

    @Test
    void whyItCannotBeOpenedIsOneSentence() throws IOException {
        try (ServerSocket taken = new ServerSocket(0);
                TestGate other = TestGate.with(Map.of("PORT", Integer.toString(taken.getLocalPort())));
                LocalGateway here = new LocalGateway(other.gate, "test", InstantSource.system())) {
            GatewayViewModel model = viewModel(other, here);
            model.arrive();
            model.listen(true);
            assertThat(model.startFailureProperty().get())
                    .hasMessageContaining("cannot listen at")
                    .hasMessageContaining("ASYNCGATE_PORT");
            assertThat(Objects.requireNonNull(model.readingProperty().get()).open())
                    .isNull();
            model.leave();
        }
    }

    @Test
    void aRotatedKeyHoldsBesideTheOldOneUntilThatIsRevoked() throws Exception {
        viewModel.arrive();
        viewModel.listen(true);
        CreatedKey old = key(Role.AGENT);
        viewModel.rotate(old.key());
        CreatedKey fresh = Objects.requireNonNull(viewModel.createdProperty().get());
        assertThat(fresh.key().grant()).isEqualTo(old.key().grant());
        assertThat(create(old.secret()).statusCode()).isEqualTo(200);
        assertThat(create(fresh.secret()).statusCode()).isEqualTo(200);
        viewModel.putAway();
        assertThat(viewModel.createdProperty().get()).isNull();
        Actings.local(gate).operator().revokeKey(old.key().keyId());
        look();
        assertThat(reading().keys()).filteredOn(key -> key.revokedAt() == null).hasSize(1);
    }

    @Test
    void whoHasMadeAllItsCallsIsThrottled() throws Exception {
        viewModel.arrive();
        viewModel.listen(true);
        CreatedKey key = key(Role.AGENT);
        viewModel.setLimit(key.key().keyId(), new CallLimit(2, Duration.ofMinutes(1)), () -> {}, problem -> {});
        for (int i = 0; i < 3; i++) {
            create(key.secret());
        }
        Eventually.is("it has no call left, and one was refused", Duration.ofSeconds(10), () -> {
            look();
            return rate(key).isThrottled(Instant.now()) && rate(key).refused() == 1;
        });
        assertThat(current(key).limit().calls()).isEqualTo(2);
        viewModel.setLimit(key.key().keyId(), null, () -> {}, problem -> {});
        assertThat(current(key).limit()).isEqualTo(reading().commonLimit());
    }

    @Test
    void whatWasChangedHoldsAtOnceAndWhenItIsOpenedAgain() throws Exception {
        viewModel.arrive();
        viewModel.answer(Protocol.REST, false);
        viewModel.allow(URI.create("https://ops.example"));
        viewModel.listen(true);
        assertThat(open().perSecond()).containsOnlyKeys(Protocol.MCP);
        assertThat(reading().pages().asTheSettingsSay()).isFalse();
        assertThat(reading().pages().origins()).contains(URI.create("https://ops.example"));
        String secret = key(Role.AGENT).secret();
        assertThat(create(secret).statusCode()).isEqualTo(503);

        viewModel.answer(Protocol.REST, true);
        assertThat(create(secret).statusCode()).isEqualTo(200);
        viewModel.refuse(URI.create("https://ops.example"));
        assertThat(reading().pages().asTheSettingsSay()).isTrue();
        Eventually.is("two calls in ten seconds", Duration.ofSeconds(20), () -> {
            look();
            return Objects.requireNonNull(open().perSecond().get(Protocol.REST)) == 0.2;
        });
    }

    @Test
    void overMcpTheToolIsTheCall() {
        CallLine line = heard("/mcp", "{\"method\":\"tools/call\",\"params\":{\"name\":\"asyncgate_complete\"}}");
        assertThat(line.way()).isEqualTo("MCP");
        assertThat(line.name()).isEqualTo("asyncgate_complete");
        assertThat(heard("/mcp", "{\"method\":\"tools/list\",\"params\":{}}").name())
                .isEqualTo("tools/list");
        assertThat(McpHost.overHttp(URI.create("http://127.0.0.1:8080"), true))
                .contains("\"url\": \"http://127.0.0.1:8080/mcp\"")
                .contains("${ASYNCGATE_API_KEY}");
    }

    @Test
    void theToolIsKnownByTheBeginningOfItsCall() {
        String cut =
                "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"asyncgate_create_tasks\",\"arguments\":{\"tas";
        assertThat(heard("/mcp", cut).name()).isEqualTo("asyncgate_create_tasks");
        assertThat(heard("/mcp", cut.substring(0, cut.indexOf("\"name\""))).name())
                .isEqualTo("tools/call");
        assertThat(heard("/mcp", "what is no JSON").name()).isEqualTo("/mcp");
    }

    @Test
    void aPathIsCalledByWhatTellsItFromOthers() {
        assertThat(heard("/v1/tasks?principal_kind=agent&principal_id=planner", "{}")
                        .name())
                .isEqualTo("/tasks");
        assertThat(heard("/v1/tasks/01a22cd0-7661-750c-b8c7-a1059f6da6b8/complete", "{}")
                        .name())
                .isEqualTo("/tasks/9f6da6b8/complete");
        assertThat(heard("/openapi.json", "").name()).isEqualTo("/openapi.json");
    }

    private static CallLine heard(String target, String body) {
        var call = new HeardCall(
                Instant.EPOCH,
                "POST",
                target,
                null,
                null,
                "",
                "127.0.0.1",
                200,
                Duration.ZERO,
                "t",
                null,
                "application/json",
                new HeardCall.Body(body, body.length()),
                new HeardCall.Body("", 0));
        return CallLine.of(call, List.of());
    }

    private CreatedKey key(Role role) {
        var grant = new Grant(role, role.wireName() + "-key", Set.of(), List.of(), List.of(), Set.of(), null, null);
        viewModel.createKey(grant, problem -> {
            throw new AssertionError(problem);
        });
        return Objects.requireNonNull(viewModel.createdProperty().get());
    }

    private ApiKey current(CreatedKey key) {
        return reading().keys().stream()
                .filter(it -> it.keyId().equals(key.key().keyId()))
                .findFirst()
                .orElseThrow();
    }

    private HttpResponse<String> create(String secret) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(
                        URI.create(address() + "/v1/tasks?principal_kind=agent&principal_id=planner"))
                .header("Authorization", "Bearer " + secret)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(TASK))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private Reading.CallerRate rate(CreatedKey key) {
        return Objects.requireNonNull(reading().rateOf(current(key)));
    }

    private URI address() {
        return open().address();
    }

    private Reading.Open open() {
        return Objects.requireNonNull(reading().open());
    }

    /** As the poll does from time to time. */
    private void look() {
        viewModel.leave();
        viewModel.arrive();
    }

    private Reading reading() {
        return Objects.requireNonNull(viewModel.readingProperty().get());
    }
}
