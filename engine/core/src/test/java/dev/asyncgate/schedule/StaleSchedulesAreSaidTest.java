package dev.asyncgate.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.TestServer;
import dev.asyncgate.doctor.Finding;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.receipt.Ledger;
import dev.asyncgate.receipt.LedgerEntry;
import dev.asyncgate.receipt.LedgerFilter;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.receipt.ReceiptType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When nobody fires a schedule the sweep says so, after two intervals and once an hour, and the doctor says it too. */
class StaleSchedulesAreSaidTest {

    private final TestGate gate = TestGate.open();
    private final TestSchedules schedules = new TestSchedules(gate);
    private final Database database = Database.open(TestServer.program(), TestGate.settings(Map.of()), gate.clock);
    private final NoteStaleSchedules sweep = new NoteStaleSchedules(database, TestGate.settings(Map.of()));

    @AfterEach
    void close() {
        database.close();
        gate.close();
    }

    @Test
    void afterTwoIntervalsOnceAnHour() {
        Schedule schedule = schedules.create("{\"interval_seconds\":600,\"template\":{\"type\":\"report.render\"}}");
        gate.clock.advance(Duration.ofMinutes(30).minusMillis(1));
        assertThat(sweep.tenants()).doesNotContain(gate.tenant);
        assertThat(sweep.run(gate.tenant)).isZero();

        gate.clock.advance(Duration.ofMillis(1));
        assertThat(sweep.tenants()).contains(gate.tenant);
        assertThat(sweep.run(gate.tenant)).isEqualTo(1);
        assertThat(sweep.run(gate.tenant)).isZero();
        Receipt said = anomalies().getFirst();
        assertThat(said.to()).isEqualTo(Principal.ASYNCGATE);
        assertThat(said.scheduleId()).isEqualTo(schedule.scheduleId());
        assertThat(said.taskId()).isNull();
        assertThat(said.parents()).isEmpty();
        assertThat(said.body().text())
                .isEqualTo("{\"hour\":\"2026-11-23T12:00:00.000000Z\",\"kind\":\"stale_schedule\","
                        + "\"next_run_at\":\"2026-11-23T12:10:00.000000Z\"}");

        gate.clock.advance(Duration.ofMinutes(30));
        assertThat(sweep.run(gate.tenant)).isEqualTo(1);
        assertThat(anomalies()).hasSize(2);
        assertThat(gate.inspector.verifyLedger(_ -> true).faults()).isEmpty();
    }

    @Test
    void aScheduleThatIsFiredOrPausedIsNotStale() {
        Schedule fired = schedules.create("{\"cron\":\"*/10 * * * *\",\"template\":{\"type\":\"report.render\"}}");
        Schedule paused = schedules.create("{\"cron\":\"*/10 * * * *\",\"template\":{\"type\":\"report.render\"}}");
        gate.gate.operator(gate.tenant, TestGate.PLANNER).pauseSchedule(paused.scheduleId(), null);
        gate.clock.advance(Duration.ofMinutes(35));
        schedules.keeper.fireDue();

        assertThat(fired.state()).isEqualTo(ScheduleState.ACTIVE);
        assertThat(sweep.run(gate.tenant)).isZero();
    }

    @Test
    void theDoctorNamesItAndSaysWhatToStart() {
        Schedule schedule = schedules.create("{\"interval_seconds\":600,\"template\":{\"type\":\"report.render\"}}");
        gate.clock.advance(Duration.ofHours(1));

        Finding finding = gate.inspector.diagnose(Duration.ofMinutes(1)).findings().stream()
                .filter(found -> gate.tenant.equals(found.tenantId()))
                .filter(found -> found.rule().title().equals("Schedules are fired"))
                .findFirst()
                .orElseThrow();
        assertThat(finding.rule().advice()).contains("asyncgate scheduler");
        assertThat(finding.cases().getFirst().subject())
                .isEqualTo(schedule.scheduleId().toString());
    }

    private List<Receipt> anomalies() {
        return gate
                .inspector
                .ledger(LedgerFilter.ofType(ReceiptType.SYSTEM_ANOMALY), Ledger.Order.OLDEST_FIRST, null, 100)
                .entries()
                .stream()
                .map(LedgerEntry::receipt)
                .toList();
    }
}
