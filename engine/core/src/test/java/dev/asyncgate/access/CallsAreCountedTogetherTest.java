package dev.asyncgate.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.TestServer;
import dev.asyncgate.engine.TestGate;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallsAreCountedTogetherTest {

    private static final CallLimit HUNDRED = new CallLimit(100, Duration.ofMinutes(1));
    private static final CallLimit TWO = new CallLimit(2, Duration.ofMinutes(1));

    private final TestGate gate = TestGate.open();
    private final TestGate second = TestGate.open();

    @AfterEach
    void close() {
        gate.close();
        second.close();
    }

    @Test
    void ofAHundredAndTenAtOnceOnTwoGatesTenAreTooMany() {
        List<TestGate> gates = List.of(gate, second);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<CallCount>> calls = IntStream.range(0, 110)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> gates.get(i % 2).gate.countCall(gate.tenant, "key", HUNDRED), threads))
                    .toList();
            List<CallCount> counts = calls.stream().map(CompletableFuture::join).toList();

            assertThat(counts.stream().filter(CallCount::allowed)).hasSize(100);
            assertThat(counts.stream().map(CallCount::calls))
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.rangeClosed(1, 110).boxed().toList());
        }
    }

    @Test
    void aWindowBeginsWithTheFirstCallAndRefillsAllAtOnce() {
        assertThat(count(TWO)).isEqualTo(new CallCount(1, TWO, Duration.ofSeconds(60)));
        gate.clock.advance(Duration.ofSeconds(45));
        assertThat(count(TWO)).isEqualTo(new CallCount(2, TWO, Duration.ofSeconds(15)));
        gate.clock.advance(Duration.ofMillis(14_999));
        assertThat(count(TWO)).satisfies(refused -> {
            assertThat(refused.allowed()).isFalse();
            assertThat(refused.remaining()).isZero();
            assertThat(refused.untilReset()).isEqualTo(Duration.ofMillis(1));
        });
        gate.clock.advance(Duration.ofMillis(1));
        assertThat(count(TWO)).isEqualTo(new CallCount(1, TWO, Duration.ofSeconds(60)));
    }

    @Test
    void aLimitThatWasChangedHoldsAtOnce() {
        CallLimit oneADay = new CallLimit(1, Duration.ofDays(1));
        assertThat(count(oneADay).allowed()).isTrue();
        assertThat(count(oneADay).allowed()).isFalse();
        assertThat(count(HUNDRED)).isEqualTo(new CallCount(3, HUNDRED, Duration.ofSeconds(60)));
        gate.clock.advance(Duration.ofSeconds(60));
        assertThat(count(HUNDRED).calls()).isEqualTo(1);
    }

    @Test
    void oneCallersCallsAreNotAnothers() {
        count(TWO);
        assertThat(gate.gate.countCall(gate.tenant, "other", TWO).calls()).isEqualTo(1);
        assertThat(gate.gate.countCall(UUID.randomUUID(), "key", TWO).calls()).isEqualTo(1);
    }

    @Test
    void windowsThatAreOverAreForgotten() throws SQLException {
        count(TWO);
        gate.clock.advance(Duration.ofSeconds(30));
        gate.gate.countCall(gate.tenant, "later", TWO);
        gate.clock.advance(Duration.ofSeconds(30));
        try (Database database = Database.open(TestServer.program(), TestGate.settings(Map.of()), gate.clock)) {
            DropWindows dropWindows = new DropWindows(database);
            assertThat(dropWindows.tenants()).contains(gate.tenant);
            assertThat(dropWindows.run(gate.tenant)).isEqualTo(1);
            assertThat(dropWindows.tenants()).doesNotContain(gate.tenant);
        }
        assertThat(TestGate.value("SELECT string_agg(bucket, ',') FROM rate_limit_buckets WHERE tenant_id = '"
                        + gate.tenant + "'"))
                .isEqualTo("later");
    }

    private CallCount count(CallLimit limit) {
        return gate.gate.countCall(gate.tenant, "key", limit);
    }
}
