package dev.asyncgate.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.engine.Operator;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.receipt.Ledger;
import dev.asyncgate.receipt.LedgerEntry;
import dev.asyncgate.receipt.LedgerFilter;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.receipt.ReceiptHash;
import dev.asyncgate.receipt.ReceiptType;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A schedule is owed to its owner from its creation to its deletion, and only its owner or an operator changes it. */
class AScheduleIsKeptTest {

    private static final String HOURLY = "{\"interval_seconds\":3600,\"template\":{\"type\":\"report.render\"}}";

    private final TestGate gate = TestGate.open();
    private final TestSchedules schedules = new TestSchedules(gate);
    private final Operator operator = gate.gate.operator(gate.tenant, Principal.of(PrincipalKind.HUMAN, "ann"));

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void itsCreationIsAnObligationTowardsItsOwner() {
        Schedule schedule = schedules.create(HOURLY);

        assertThat(schedule.owner()).isEqualTo(TestGate.PLANNER);
        assertThat(schedule.nextRunAt()).isEqualTo(gate.clock.instant().plusSeconds(3600));
        Receipt created = receipts(ReceiptType.SCHEDULE_CREATED).getFirst();
        assertThat(created.receiptId()).isEqualTo(schedule.createdReceiptId());
        assertThat(created.from()).isEqualTo(Principal.ASYNCGATE);
        assertThat(created.to()).isEqualTo(TestGate.PLANNER);
        assertThat(created.scheduleId()).isEqualTo(schedule.scheduleId());
        assertThat(ReceiptHash.isGenuine(created)).isTrue();
        assertThat(gate.tasker.openObligations(10, null).obligations())
                .extracting(Receipt::receiptId)
                .contains(created.receiptId());
        assertSound();
    }

    @Test
    void itsDeletionDischargesTheObligationAndIsForGood() {
        Schedule schedule = schedules.create(HOURLY);
        ControlTask task = schedules.control("schedule.delete");
        Schedule deleted =
                schedules.keeper.steer(task, SteerSchedule.Change.DELETE, schedule.scheduleId(), "not needed");

        assertThat(deleted.state()).isEqualTo(ScheduleState.DELETED);
        assertThat(deleted.nextRunAt()).isNull();
        Receipt receipt = receipts(ReceiptType.SCHEDULE_DELETED).getFirst();
        assertThat(receipt.parents().getFirst()).isEqualTo(schedule.createdReceiptId());
        assertThat(receipt.body().text()).contains("not needed", "planner");
        assertThat(gate.tasker.openObligations(10, null).obligations())
                .extracting(Receipt::receiptId)
                .doesNotContain(schedule.createdReceiptId());
        assertRefused(
                () -> operator.resumeSchedule(schedule.scheduleId()), ErrorCode.INVALID_STATE_TRANSITION, "for good");
        assertThat(schedules.keeper.steer(task, SteerSchedule.Change.DELETE, schedule.scheduleId(), "again"))
                .isEqualTo(deleted);
        assertThat(receipts(ReceiptType.SCHEDULE_DELETED)).hasSize(1);
        assertSound();
    }

    @Test
    void aControlTaskThatIsDoneTwiceCreatesOneSchedule() {
        ControlTask task = schedules.control("schedule.create");
        Schedule first = schedules.keeper.create(task, TestSchedules.parse(HOURLY));
        gate.clock.advance(Duration.ofSeconds(30));
        Schedule second = schedules.keeper.create(task, TestSchedules.parse(HOURLY));

        assertThat(second).isEqualTo(first);
        assertThat(receipts(ReceiptType.SCHEDULE_CREATED)).hasSize(1);
    }

    @Test
    void aSchedulerThatHasLostItsLeaseChangesNothing() {
        ControlTask late = schedules.control("schedule.create");
        gate.clock.advance(Duration.ofMinutes(10));

        assertRefused(
                () -> schedules.keeper.create(late, TestSchedules.parse(HOURLY)),
                ErrorCode.LEASE_INVALID_OR_EXPIRED,
                "Claim afresh");
        assertThat(list()).isEmpty();
        Schedule schedule = schedules.create(HOURLY);
        ControlTask stranger = schedules.control("schedule.pause");
        assertRefused(
                () -> schedules.keeper.steer(
                        new ControlTask("somebody-else", stranger.taskId(), stranger.leaseId()),
                        SteerSchedule.Change.PAUSE,
                        schedule.scheduleId(),
                        null),
                ErrorCode.LEASE_INVALID_OR_EXPIRED,
                "somebody-else");
    }

    @Test
    void somebodyElseMayNotChangeIt() {
        Schedule schedule = schedules.create(HOURLY);
        ControlTask others = schedules.control(
                gate.gate.tasker(gate.tenant, Principal.of(PrincipalKind.AGENT, "rival")), "schedule.delete");

        assertRefused(
                () -> schedules.keeper.steer(others, SteerSchedule.Change.DELETE, schedule.scheduleId(), null),
                ErrorCode.UNAUTHORIZED,
                "belongs to agent:planner");
        assertRefused(() -> operator.pauseSchedule(UUID.randomUUID(), null), ErrorCode.NOT_FOUND, "No schedule");
        try (TestGate foreign = TestGate.open()) {
            assertRefused(
                    () -> foreign.gate
                            .operator(foreign.tenant, TestGate.PLANNER)
                            .pauseSchedule(schedule.scheduleId(), null),
                    ErrorCode.NOT_FOUND,
                    "No schedule");
        }
    }

    @Test
    void anOperatorsActIsAnAuditEventWhenItChangesSomething() throws SQLException {
        UUID id = schedules.create(HOURLY).scheduleId();
        operator.pauseSchedule(id, "maintenance");
        operator.pauseSchedule(id, "again");
        operator.resumeSchedule(id);
        operator.deleteSchedule(id, null);

        assertThat(TestGate.value(
                        "SELECT string_agg(operation || ' ' || (before ->> 'state') || ' ' || (after ->> 'state') || ' '"
                                + " || coalesce(reason, '-'), ', ' ORDER BY event_id) FROM audit_events WHERE subject = '"
                                + id
                                + "' AND actor_id = 'ann'"))
                .isEqualTo("pauseSchedule active paused maintenance, resumeSchedule paused active -,"
                        + " deleteSchedule active deleted -");
        assertSound();
    }

    @Test
    void aPausedScheduleFiresNothingAndSkipsWhatItMissed() {
        Schedule schedule = schedules.create(HOURLY.replace("{\"interval", "{\"misfire\":\"catch_up_all\",\"interval"));
        Instant start = gate.clock.instant();
        assertThat(operator.pauseSchedule(schedule.scheduleId(), null).nextRunAt())
                .isNull();
        gate.clock.advance(Duration.ofMinutes(150));
        assertThat(schedules.keeper.fireDue()).isZero();

        Schedule resumed = operator.resumeSchedule(schedule.scheduleId());
        assertThat(resumed.nextRunAt()).isEqualTo(start.plus(Duration.ofHours(3)));
        assertThat(schedules.keeper.fireDue()).isZero();
        gate.clock.advance(Duration.ofMinutes(30));
        assertThat(schedules.keeper.fireDue()).isEqualTo(1);
    }

    @Test
    void theListIsPagedNewestFirst() {
        for (int i = 0; i < 5; i++) {
            gate.clock.advance(Duration.ofSeconds(1));
            schedules.create(HOURLY);
        }
        operator.deleteSchedule(list().getLast().scheduleId(), null);
        var all = new ListSchedules.Filter(TestGate.PLANNER, true);
        ListSchedules.Page first = gate.inspector.listSchedules(all, 3, null);
        ListSchedules.Page second = gate.inspector.listSchedules(all, 3, first.nextCursor());

        assertThat(first.schedules())
                .hasSize(3)
                .isSortedAccordingTo((a, b) -> b.createdAt().compareTo(a.createdAt()));
        assertThat(second.schedules()).hasSize(2);
        assertThat(second.nextCursor()).isNull();
        assertThat(list()).hasSize(4);
        assertThat(gate.inspector
                        .listSchedules(new ListSchedules.Filter(Principal.parse("agent:rival"), true), 3, null)
                        .schedules())
                .isEmpty();
    }

    @Test
    void theDatabaseRefusesToBringADeletedOneBack() {
        UUID id = schedules.create(HOURLY).scheduleId();
        operator.deleteSchedule(id, null);

        assertThatThrownBy(() -> TestGate.sql("UPDATE schedules SET state = 'paused' WHERE schedule_id = '" + id + "'"))
                .hasMessageContaining("stays deleted");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"template":{"type":"a"}}                                                    | interval_seconds           | either
                    {"interval_seconds":5,"cron":"* * * * *","template":{"type":"a"}}            | interval_seconds           | either
                    {"interval_seconds":0,"template":{"type":"a"}}                               | interval_seconds           | 1 to
                    {"interval_seconds":1.5,"template":{"type":"a"}}                             | interval_seconds           | whole number
                    {"interval_seconds":5,"time_zone":"UTC","template":{"type":"a"}}             | time_zone                  | belongs to cron
                    {"interval_seconds":5,"jitter_seconds":6,"template":{"type":"a"}}            | jitter_seconds             | 0 to 5
                    {"cron":"* * * * *","time_zone":"Berlin","template":{"type":"a"}}            | time_zone                  | Europe/Berlin
                    {"cron":"0 0 30 2 *","template":{"type":"a"}}                                | cron                       | no such day
                    {"interval_seconds":5}                                                       | template                   | missing
                    {"interval_seconds":5,"template":{}}                                         | template.type              | missing
                    {"interval_seconds":5,"template":{"type":""}}                                | type                       | 255
                    {"interval_seconds":5,"template":{"type":"a","idempotency_key":"k"}}         | template.idempotency_key   | allowed are
                    {"interval_seconds":5,"template":{"type":"a","requirements":{"tag":[]}}}     | template.requirements.tag  | allowed are
                    {"interval_seconds":5,"template":{"type":"a","max_attempts":0}}              | max_attempts               | 1 to
                    {"interval_seconds":5,"misfire":"never","template":{"type":"a"}}             | misfire                    | catch_up_one
                    {"intervall_seconds":5,"template":{"type":"a"}}                              | intervall_seconds          | allowed are
                    """)
    void whatIsWrongIsSaidByName(String payload, String field, String said) {
        assertThatThrownBy(() -> TestSchedules.parse(payload)).isInstanceOfSatisfying(GateException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
            assertThat(e.field()).isEqualTo(field);
            assertThat(e).hasMessageContaining(said);
        });
    }

    private List<Schedule> list() {
        return gate.inspector
                .listSchedules(new ListSchedules.Filter(null, false), 100, null)
                .schedules();
    }

    private List<Receipt> receipts(ReceiptType type) {
        return gate.inspector.ledger(LedgerFilter.ofType(type), Ledger.Order.OLDEST_FIRST, null, 100).entries().stream()
                .map(LedgerEntry::receipt)
                .toList();
    }

    private void assertSound() {
        assertThat(gate.inspector.verifyLedger(_ -> true).faults()).isEmpty();
        assertThat(gate.inspector.diagnose(Duration.ofMinutes(1)).findings())
                .filteredOn(finding -> gate.tenant.equals(finding.tenantId()))
                .isEmpty();
    }

    private static void assertRefused(ThrowingCallable call, ErrorCode code, String said) {
        assertThatThrownBy(call).isInstanceOfSatisfying(GateException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e).hasMessageContaining(said);
        });
    }
}
