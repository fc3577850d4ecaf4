package dev.asyncgate.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.TestServer;
import dev.asyncgate.engine.Operator;
import dev.asyncgate.engine.Tasker;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.receipt.ObligationCounts.Reason;
import dev.asyncgate.schedule.TestSchedules;
import dev.asyncgate.task.Completion;
import dev.asyncgate.task.NewTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is open for one reason is what is counted and explained so, whichever way it is found, each once, oldest first. */
class WhatIsOpenForOneReasonTest {

    private static final Principal INGEST = Principal.of(PrincipalKind.SERVICE, "ingest");
    private static final Duration ENOUGH = Duration.ofMinutes(1);

    private final TestGate gate = TestGate.open();
    private final Database database = Database.open(TestServer.program(), TestGate.settings(Map.of()), gate.clock);
    private final Operator operator = gate.gate.operator(gate.tenant, Principal.of(PrincipalKind.HUMAN, "ops"));
    private final Tasker ingest = gate.gate.tasker(gate.tenant, INGEST);
    private final Worker worker = gate.worker("gpu-7");

    private final ObligationsByReason usual = new ObligationsByReason(database);

    /** In the smallest steps, along what is open wherever that can be. */
    private final ObligationsByReason walking = new ObligationsByReason(database, List.of(1, 2, 3), 1, 0, ENOUGH);

    /** From the reason, as soon as one has been looked at. */
    private final ObligationsByReason fromReason = new ObligationsByReason(database, List.of(1), 1_000, 1_000, ENOUGH);

    /** One step is all that there is time for. */
    private final ObligationsByReason hasty = new ObligationsByReason(database, List.of(2), 1, 0, Duration.ZERO);

    @AfterEach
    void close() {
        database.close();
        gate.close();
    }

    @Test
    void eachReasonHasThoseThatAreCountedAndExplainedSo() {
        everyReason();
        ObligationCounts counts = gate.inspector.obligationCounts();
        for (Reason reason : Reason.values()) {
            List<UUID> found = all(usual, reason, null);
            assertThat(found).as("%s as counted", reason).hasSize((int) counts.of(reason));
            assertThat(gate.inspector.explainObligations(found))
                    .as("%s as explained", reason)
                    .isNotEmpty()
                    .allSatisfy(it -> assertThat(reason(it.why())).isEqualTo(reason));
        }
    }

    @Test
    void everyWayFindsTheSameOldestFirst() {
        everyReason();
        for (Reason reason : Reason.values()) {
            for (@Nullable Principal owner : new @Nullable Principal[] {null, TestGate.PLANNER, INGEST}) {
                List<UUID> expected = open(reason, owner);
                for (ObligationsByReason way : List.of(usual, walking, fromReason, hasty)) {
                    assertThat(all(way, reason, owner))
                            .as("%s owed to %s", reason, owner)
                            .isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void aPageHasNoMoreThanItMayAndTheNextGoesOnBehindIt() {
        List<UUID> created = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            created.add(created(i % 2 == 0 ? gate.tasker : ingest, "report"));
            gate.clock.advance(Duration.ofSeconds(1));
        }
        for (ObligationsByReason way : List.of(usual, walking, fromReason)) {
            ObligationsByReason.Page first = way.run(gate.tenant, Reason.QUEUED, null, 2, null);
            assertThat(first.receiptIds()).isEqualTo(obligations(created.subList(0, 2)));
            assertThat(way.run(gate.tenant, Reason.QUEUED, null, 3, first.nextCursor())
                            .receiptIds())
                    .isEqualTo(obligations(created.subList(2, 5)));
            assertThat(way.run(
                                    gate.tenant,
                                    Reason.QUEUED,
                                    null,
                                    10,
                                    first.receiptIds().getLast().toString())
                            .receiptIds())
                    .as("behind a receipt that is named")
                    .isEqualTo(obligations(created.subList(2, 5)));
        }
    }

    @Test
    void moreOfOneInstantThanAreLookedAtInAStepAreMetOnceEach() {
        created(ingest, "report");
        gate.clock.advance(Duration.ofSeconds(1));
        gate.tasker.createTasks(Collections.nCopies(7, NewTask.of("report", Json.emptyObject())));
        gate.clock.advance(Duration.ofSeconds(1));
        created(ingest, "report");
        for (ObligationsByReason way : List.of(walking, hasty)) {
            assertThat(all(way, Reason.QUEUED, null)).hasSize(9).isEqualTo(open(Reason.QUEUED, null));
        }
    }

    @Test
    void whenTheTimeIsUpThePageIsWhatWasFoundAndLeadsOn() {
        for (int i = 0; i < 5; i++) {
            created(gate.tasker, "report");
            gate.clock.advance(Duration.ofSeconds(1));
        }
        UUID unproven = completedWithoutProof(gate.tasker).taskId();
        ObligationsByReason.Page page = hasty.run(gate.tenant, Reason.UNPROVEN, null, 10, null);
        assertThat(page.receiptIds()).isEmpty();
        assertThat(page.nextCursor()).isNotNull();
        assertThat(all(hasty, Reason.UNPROVEN, null)).isEqualTo(obligations(List.of(unproven)));
    }

    @Test
    void whatIsNoPlaceInThisListIsRefused() {
        for (String wrong : List.of("x", UUID.randomUUID().toString())) {
            assertThatThrownBy(() -> usual.run(gate.tenant, Reason.QUEUED, null, 10, wrong))
                    .isInstanceOf(GateException.class)
                    .hasMessageContaining("since_receipt_id");
        }
    }

    /** Of each reason some, older and younger ones mixed, for two owners; and such as were open once. */
    private void everyReason() {
        new TestSchedules(gate).create("{\"interval_seconds\":3600,\"template\":{\"type\":\"report.render\"}}");
        operator.pauseType("paused", null);
        for (Tasker owner : List.of(gate.tasker, ingest, gate.tasker)) {
            gate.clock.advance(Duration.ofSeconds(1));
            completedWithoutProof(owner);
            ClaimedTask amended = completedWithoutProof(owner);
            worker.amendCompletion(amended.taskId(), amended.leaseId(), Json.parse("[\"s3://out\"]"), null);
            UUID done = created(owner, "done");
            worker.complete(done, claim("done").leaseId(), TestGate.located());
            created(owner, "queued");
            operator.holdTask(created(owner, "queued"), null);
            gate.clock.advance(Duration.ofSeconds(1));
            created(owner, "paused");
            operator.holdTask(created(owner, "paused"), null);
            owner.createTask(NewTask.builder("later", Json.emptyObject())
                    .delay(Duration.ofHours(1))
                    .build());
            created(owner, "working");
            claim("working");
            UUID running = created(owner, "working");
            worker.startTask(running, claim("working").leaseId());
        }
        created(gate.tasker, "pausedNow");
        claim("pausedNow");
        operator.pauseType("pausedNow", null);
    }

    private ClaimedTask completedWithoutProof(Tasker owner) {
        UUID task = created(owner, "unproven");
        ClaimedTask claimed = claim("unproven");
        worker.complete(task, claimed.leaseId(), new Completion(Json.emptyObject(), null, null));
        return claimed;
    }

    private static UUID created(Tasker owner, String type) {
        return owner.createTask(NewTask.of(type, Json.emptyObject())).taskId();
    }

    private ClaimedTask claim(String type) {
        return worker.leaseNext(new ClaimTasks.Request(List.of(), List.of(type), 1, null))
                .getFirst();
    }

    private List<UUID> all(ObligationsByReason way, Reason reason, @Nullable Principal owner) {
        List<UUID> all = new ArrayList<>();
        String since = null;
        do {
            ObligationsByReason.Page page = way.run(gate.tenant, reason, owner, 2, since);
            all.addAll(page.receiptIds());
            assertThat(page.nextCursor()).as("it leads on").isNotEqualTo(since == null ? "" : since);
            since = page.nextCursor();
        } while (since != null);
        return all;
    }

    /** By explaining all that is open. */
    private List<UUID> open(Reason reason, @Nullable Principal owner) {
        List<UUID> open = gate.inspector.openObligations(1_000, null).obligations().stream()
                .filter(it -> owner == null || owner.isSameActorAs(it.to()))
                .map(Receipt::receiptId)
                .toList();
        return gate.inspector.explainObligations(open).stream()
                .filter(it -> reason(it.why()) == reason)
                .map(it -> it.obligation().receiptId())
                .toList();
    }

    private List<UUID> obligations(Collection<UUID> tasks) {
        return tasks.stream()
                .map(task -> gate.receipts(task).getFirst().receiptId())
                .toList();
    }

    private static @Nullable Reason reason(Why why) {
        return switch (why) {
            case Why.Queued it -> Reason.QUEUED;
            case Why.NotYetEligible it -> Reason.QUEUED;
            case Why.Claimed it -> Reason.IN_PROGRESS;
            case Why.InProgress it -> Reason.IN_PROGRESS;
            case Why.Unproven it -> Reason.UNPROVEN;
            case Why.TypePaused it -> Reason.BLOCKED;
            case Why.Held it -> Reason.BLOCKED;
            case Why.ScheduleActive it -> Reason.SCHEDULES;
            case Why.Discharged it -> null;
            case Why.Unexplained it -> null;
        };
    }
}
