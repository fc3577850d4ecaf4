package dev.asyncgate.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.engine.Tasker;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who asks what it owes and is owed is told since when it has been asking. */
class ObligationsOfASessionTest {

    private final TestGate gate = TestGate.open();

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void eachCallOfAProgramIsASession() {
        Instant first = gate.clock.instant();
        gate.tasker.openObligationsOfSession(10, null);
        gate.clock.advance(Duration.ofMinutes(5));

        assertThat(gate.tasker.bootstrap(null, 10).relationship())
                .isEqualTo(new Relationship(TestGate.PLANNER, first, first.plusSeconds(300), 2));
        assertThat(gate.tasker.openObligations(10, null).relationship())
                .as("looking does not count")
                .isEqualTo(new Relationship(TestGate.PLANNER, first, first.plusSeconds(300), 2));
    }

    @Test
    void instancesAreCountedApart() {
        Tasker second = gate.gate.tasker(gate.tenant, new Principal(PrincipalKind.AGENT, "planner", "pod-2"));
        gate.tasker.openObligationsOfSession(10, null);
        assertThat(second.openObligationsOfSession(10, null).relationship())
                .extracting(Relationship::sessionsCount)
                .isEqualTo(1L);
    }

    @Test
    void peopleAreNotCounted() {
        Tasker person = gate.gate.tasker(gate.tenant, Principal.of(PrincipalKind.HUMAN, "ada"));
        assertThat(person.openObligationsOfSession(10, null).relationship()).isNull();
        assertThat(person.bootstrap(null, 10).relationship()).isNull();
    }

    @Test
    void sessionsThatBeginAtOnceAreAllCounted() {
        Stream.generate(() -> CompletableFuture.runAsync(() -> gate.tasker.openObligationsOfSession(10, null)))
                .limit(20)
                .toList()
                .forEach(CompletableFuture::join);
        assertThat(gate.tasker.openObligations(10, null).relationship())
                .extracting(Relationship::sessionsCount)
                .isEqualTo(20L);
    }

    @Test
    void aPassMeetsEachOpenObligationOnceOldestFirst() {
        List<UUID> created = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            created.add(gate.create("unit"));
            gate.clock.advance(Duration.ofSeconds(1));
        }
        List<UUID> met = new ArrayList<>();
        OpenObligations.Page page = gate.tasker.openObligations(3, null);
        page.obligations().forEach(receipt -> met.add(receipt.taskId()));
        while (page.nextCursor() != null) {
            page = gate.tasker.openObligations(3, page.nextCursor());
            page.obligations().forEach(receipt -> met.add(receipt.taskId()));
        }
        assertThat(met).isEqualTo(created);
        UUID third = gate.tasker.openObligations(10, null).obligations().get(2).receiptId();
        assertThat(gate.tasker.openObligations(10, third.toString()).obligations())
                .extracting(Receipt::taskId)
                .isEqualTo(created.subList(3, 7));
    }

    @Test
    void aTenantsAreThoseOfAllItsOwnersOldestFirst() {
        List<UUID> created = new ArrayList<>();
        for (String owner : List.of("b", "a", "c", "a", "b")) {
            Tasker tasker = gate.gate.tasker(gate.tenant, Principal.of(PrincipalKind.AGENT, owner));
            created.add(tasker.createTask(dev.asyncgate.task.NewTask.of("unit", dev.asyncgate.json.Json.emptyObject()))
                    .taskId());
            gate.clock.advance(Duration.ofSeconds(1));
        }
        OpenObligations.Page first = gate.inspector.openObligations(3, null);
        OpenObligations.Page second = gate.inspector.openObligations(3, first.nextCursor());
        assertThat(Stream.concat(first.obligations().stream(), second.obligations().stream()))
                .extracting(Receipt::taskId)
                .isEqualTo(created);
        assertThat(first.relationship()).isNull();
        assertThat(second.nextCursor()).isNull();
    }

    @Test
    void bootstrapNamesTheReceiptToGoOnFrom() {
        assertThat(gate.tasker.bootstrap(null, 10).latestReceiptId()).isNull();
        gate.create("unit");
        gate.create("unit");
        UUID latest = awaitInbox(2).latestReceiptId();
        assertThat(latest).isNotNull();
        Bootstrap later = gate.tasker.bootstrap(latest.toString(), 10);
        assertThat(later.inbox()).isEmpty();
        assertThat(later.latestReceiptId()).isEqualTo(latest);
        assertThat(later.anomalies()).isEmpty();
    }

    private Bootstrap awaitInbox(int receipts) {
        long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        Bootstrap bootstrap = gate.tasker.bootstrap(null, 10);
        while (bootstrap.inbox().size() < receipts) {
            assertThat(System.nanoTime())
                    .as("%d of %d in time", bootstrap.inbox().size(), receipts)
                    .isLessThan(until);
            bootstrap = gate.tasker.bootstrap(null, 10);
        }
        return bootstrap;
    }
}
