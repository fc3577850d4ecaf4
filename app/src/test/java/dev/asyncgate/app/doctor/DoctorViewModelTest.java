package dev.asyncgate.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.doctor.Examination.Stage;
import dev.asyncgate.app.shell.Destination.ShowTask;
import dev.asyncgate.app.theme.CheckMark;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.doctor.ByHand;
import dev.asyncgate.doctor.Doctor;
import dev.asyncgate.engine.TestGate;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every check is a line that holds, names what breaks it, or says that it was not asked. */
class DoctorViewModelTest {

    private static final String ONE_STATE = "Each task is open or has an outcome";

    private final TestGate gate = TestGate.open();
    private final DoctorViewModel viewModel = new DoctorViewModel(
            Background.direct(),
            new DoctorReads(gate.gate, gate.inspector),
            ledger -> ledger.line("ledger", "compare"),
            Clock.fixed(gate.clock.instant(), ZoneOffset.UTC));

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void whoeverComesByFindsEveryRuleAskedAndTheLedgerLeftToThem() {
        gate.create("report");
        viewModel.arrive();
        Examination found = found();
        assertThat(found.stage()).isEqualTo(Stage.COMPLETE);
        assertThat(found.lines()).hasSize(Doctor.RULES.size() + 1);
        assertThat(found.notYet()).isEqualTo(1);
        assertThat(line("ledger").mark()).isEqualTo(CheckMark.NOT_YET);
        assertThat(line(ONE_STATE).looked()).isEqualTo(1);
    }

    @Test
    void runningAllVerifiesTheLedgerToo() throws SQLException {
        gate.create("report");
        viewModel.run();
        assertThat(line("ledger"))
                .satisfies(it -> assertThat(it.mark()).isEqualTo(CheckMark.HOLDS))
                .satisfies(it -> assertThat(it.looked()).isEqualTo(1));

        ByHand.change("UPDATE receipts SET body = '{}' WHERE tenant_id = '" + gate.tenant + "'");
        viewModel.run();
        assertThat(line("ledger").mark()).isEqualTo(CheckMark.BROKEN);
        assertThat(found().notWell()).extracting(CheckLine::id).contains("ledger");
    }

    @Test
    void whatBreaksARuleIsNamedAndLeadsToItsRow() throws SQLException {
        UUID task = gate.create("report");
        viewModel.run();
        assertThat(found().invariants()).extracting(CheckLine::id).contains(ONE_STATE);

        ByHand.change("DELETE FROM open_tasks WHERE task_id = '" + task + "'");
        viewModel.run();
        CheckLine broken = line(ONE_STATE);
        assertThat(broken.mark()).isEqualTo(CheckMark.BROKEN);
        assertThat(broken.offenders())
                .singleElement()
                .satisfies(it -> assertThat(it.row(gate.tenant)).contains(new ShowTask(task)));
        assertThat(broken.offenders().getFirst().row(UUID.randomUUID()))
                .as("in a console that shows another tenant")
                .isEmpty();
        assertThat(found().notWell().getFirst().mark()).isEqualTo(CheckMark.BROKEN);
        assertThat(ReportText.of(found(), Texts.of(Locale.ENGLISH))).contains(ONE_STATE, task.toString(), "no state");
    }

    @Test
    void askingAboutAllTenantsNamesTheTenantOfEachRow() throws SQLException {
        try (TestGate other = TestGate.open()) {
            UUID task = other.create("report");
            ByHand.change("DELETE FROM open_tasks WHERE task_id = '" + task + "'");
            viewModel.run();
            assertThat(line(ONE_STATE).mark()).isEqualTo(CheckMark.HOLDS);
            viewModel.allTenantsProperty().set(true);
            viewModel.run();
            assertThat(line(ONE_STATE).offenders())
                    .filteredOn(it -> it.subject().equals(task.toString()))
                    .extracting(Offender::tenantId)
                    .containsExactly(other.tenant);
            ByHand.change("DELETE FROM submitted_tasks WHERE task_id = '" + task + "'");
        }
    }

    @Test
    void whatIsSelectedStaysSelectedThroughTheNextRun() {
        viewModel.run();
        viewModel.select(ONE_STATE);
        viewModel.run();
        assertThat(Objects.requireNonNull(viewModel.selectedLine()).id()).isEqualTo(ONE_STATE);
    }

    private Examination found() {
        return Objects.requireNonNull(viewModel.examinationProperty().get());
    }

    private CheckLine line(String id) {
        return found().lines().stream()
                .filter(line -> line.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
