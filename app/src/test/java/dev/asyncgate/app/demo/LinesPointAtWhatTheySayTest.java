package dev.asyncgate.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.lease.LeaseEnd;
import dev.asyncgate.lease.LeaseSpan;
import dev.asyncgate.workers.demo.Behaviour;
import dev.asyncgate.workers.demo.Scenario;
import dev.asyncgate.workers.demo.WorkerView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a line counts among the leases of the last minutes is what its words say, and its example is one of them. */
class LinesPointAtWhatTheySayTest {

    private static final Instant NOW = Instant.parse("2026-11-23T09:16:00Z");
    private static final UUID TASK = UUID.randomUUID();

    @Test
    void aStormIsTheMostLeasesThatRanOutWithinOneSecond() {
        List<LeaseSpan> leases = IntStream.of(0, 5_000, 5_300, 5_900, 9_000, 9_900)
                .mapToObj(millis -> lease("a", UUID.randomUUID(), LeaseEnd.EXPIRED, NOW.plusMillis(millis), 0))
                .toList();
        Examples examples = among(leases);
        assertThat(examples.count(LookLine.STORM)).isEqualTo(3);
        assertThat(examples.newest(LookLine.STORM)).isEqualTo(leases.get(3));
        assertThat(examples.count(LookLine.EXPIRED)).isEqualTo(6);
    }

    @Test
    void aLeaseIsSpentWhenItWasRenewedAsOftenAsAllowed() {
        LeaseSpan spent = lease("a", TASK, LeaseEnd.RELEASED, NOW, 10);
        Examples examples = among(List.of(lease("a", TASK, LeaseEnd.RELEASED, NOW, 9), spent));
        assertThat(examples.count(LookLine.SPENT)).isEqualTo(1);
        assertThat(examples.newest(LookLine.SPENT)).isEqualTo(spent);
        assertThat(examples.count(LookLine.GIVEN_BACK)).isEqualTo(2);
    }

    @Test
    void aTaskHasRecoveredWhenItWasRetriedAndCompleted() {
        Examples examples = among(List.of(
                lease("a", TASK, LeaseEnd.RETRIED, NOW, 0),
                lease("b", TASK, LeaseEnd.COMPLETED, NOW, 0),
                lease("c", UUID.randomUUID(), LeaseEnd.COMPLETED, NOW, 0)));
        assertThat(examples.count(LookLine.RECOVERED)).isEqualTo(1);
    }

    @Test
    void anOpenObligationIsShownWhereAForgetfulWorkerCompleted() {
        LeaseSpan forgotten = lease("forget-1", TASK, LeaseEnd.COMPLETED, NOW, 0);
        var worker =
                new WorkerView("forget-1", Behaviour.FORGETFUL, WorkerView.State.WAITING, NOW, null, null, Map.of());
        Examples examples = Examples.among(
                List.of(forgotten, lease("sim-1", UUID.randomUUID(), LeaseEnd.COMPLETED, NOW, 0)), List.of(worker), 10);
        assertThat(examples.newest(LookLine.OPEN)).isEqualTo(forgotten);
    }

    @Test
    void everyLineAndEveryScenarioHasItsWords() {
        Texts texts = Texts.of(Locale.ENGLISH);
        for (LookLine line : LookLine.values()) {
            assertThat(texts.text(line.textKey())).isNotBlank();
            assertThat(texts.text(line.textKey() + ".why")).isNotBlank();
        }
        for (Scenario scenario : Scenario.values()) {
            for (String what : List.of("name", "does", "next.1", "next.2")) {
                assertThat(texts.text(ScenarioCard.textKey(scenario, what))).isNotBlank();
            }
        }
        for (Behaviour behaviour : Behaviour.values()) {
            assertThat(texts.text("demo.behaviour." + behaviour.name().toLowerCase(Locale.ROOT)))
                    .isNotBlank();
        }
        for (WorkerView.State state : WorkerView.State.values()) {
            assertThat(texts.text("demo.state." + state.name().toLowerCase(Locale.ROOT), "1s", "a"))
                    .isNotBlank();
        }
    }

    private static Examples among(List<LeaseSpan> leases) {
        return Examples.among(leases, List.of(), 10);
    }

    private static LeaseSpan lease(String worker, UUID task, LeaseEnd end, Instant until, int renewals) {
        Instant from = until.minusSeconds(10);
        return new LeaseSpan(
                UUID.randomUUID(),
                task,
                "crawl.page",
                worker,
                null,
                List.of(),
                from,
                Duration.ofSeconds(10),
                until,
                IntStream.range(0, renewals)
                        .mapToObj(n -> new LeaseSpan.Renewal(from.plusSeconds(n), until))
                        .toList(),
                from,
                until,
                end,
                List.of());
    }
}
