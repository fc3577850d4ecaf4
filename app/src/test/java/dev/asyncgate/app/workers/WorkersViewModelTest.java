package dev.asyncgate.app.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.rows.RowsViewModel.Shown;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.LeaseEnd;
import dev.asyncgate.lease.LeaseSpan;
import dev.asyncgate.lease.SeenWorker;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Workers are listed by what they do now; the one that is looked at is told with its leases. */
class WorkersViewModelTest {

    private final TestGate gate = TestGate.open();
    private final WorkersViewModel viewModel =
            new WorkersViewModel(Background.direct(), new WorkerReads(gate.inspector), clock());
    private final Worker busy = gate.worker("busy");
    private final Worker idle = gate.worker("idle");
    private final Worker gone = gate.worker("gone");

    @AfterEach
    void close() {
        viewModel.leave();
        gate.close();
    }

    @Test
    void nobodyIsToldApartFromNobodyOfThatKind() {
        viewModel.arrive();
        assertThat(viewModel.rows().shownProperty().get()).isEqualTo(Shown.EMPTY);
        viewModel.rows().show(WorkerQuery.ALL.with(Standing.IDLE));
        assertThat(viewModel.rows().shownProperty().get()).isEqualTo(Shown.FILTERED);
    }

    @Test
    void whoHoldsNothingAndIsNotHeardOfIsGoneAndStandsLast() {
        work();
        viewModel.arrive();
        assertThat(names()).containsExactly("busy", "idle", "gone");
        Reading reading = Objects.requireNonNull(viewModel.readingProperty().get());
        assertThat(reading.count(Standing.HOLDING)).isEqualTo(1);
        assertThat(reading.count(Standing.IDLE)).isEqualTo(1);
        assertThat(reading.count(Standing.GONE)).isEqualTo(1);
        viewModel.rows().show(WorkerQuery.ALL.with(Standing.GONE));
        assertThat(names()).containsExactly("gone");
        viewModel.rows().show(WorkerQuery.ALL.having("gpu"));
        assertThat(names()).containsExactly("busy");
    }

    @Test
    void aLongerSpanCountsMoreEnds() {
        work();
        gate.clock.advance(Duration.ofHours(2));
        viewModel.arrive();
        assertThat(worker("idle").leasesEnded()).isZero();
        viewModel.spanProperty().set(Span.DAY);
        assertThat(worker("idle").ended()).isEqualTo(Map.of(LeaseEnd.COMPLETED, 1));
    }

    @Test
    void theOneThatIsLookedAtIsToldWithItsLeases() {
        work();
        gate.clock.advance(Duration.ofSeconds(10));
        UUID failing = gate.create("report");
        idle.fail(failing, gate.claim(idle).leaseId(), Json.parse("{\"why\":\"no ink\"}"), false);
        viewModel.arrive();
        viewModel.rows().select(WorkerReads.idOf(principal("idle")));
        WorkerDossier dossier =
                Objects.requireNonNull(viewModel.dossierProperty().get());
        assertThat(dossier.leases())
                .extracting(LeaseSpan::endReason)
                .containsExactly(LeaseEnd.COMPLETED, LeaseEnd.FAILED);
        assertThat(dossier.byType())
                .singleElement()
                .satisfies(it -> assertThat(it.failed()).isEqualTo(50));
        assertThat(dossier.renewals(10)).startsWith(2, 0);
        viewModel.rows().select(null);
        assertThat(viewModel.dossierProperty().get()).isNull();
    }

    @Test
    void whoWasAskedForBeforeTheListWasThereIsFound() {
        work();
        viewModel.rows().select(WorkerReads.idOf(principal("busy")));
        viewModel.arrive();
        assertThat(Objects.requireNonNull(viewModel.dossierProperty().get())
                        .worker()
                        .holds())
                .hasSize(1);
    }

    @Test
    void theSelectedGroupOpensAndClosesAgain() {
        for (int i = 0; i <= WorkerGroups.FEW; i++) {
            gate.create("unit");
            gate.claim(gate.worker("thumb-" + i));
        }
        viewModel.arrive();
        assertThat(names()).containsExactly("thumb-*");
        viewModel.rows().select(viewModel.rows().rows().getFirst().id());
        assertThat(viewModel.toggleSelected()).isTrue();
        assertThat(names()).hasSize(WorkerGroups.FEW + 2).startsWith("thumb-*");
        assertThat(viewModel.toggleSelected()).isTrue();
        assertThat(names()).containsExactly("thumb-*");
        viewModel.rows().select(null);
        assertThat(viewModel.toggleSelected()).isFalse();
        var export = new WorkerExport(new WorkerReads(gate.inspector), Span.HOUR, WorkerQuery.ALL);
        assertThat(export.page(null).rows()).as("each for itself").hasSize(WorkerGroups.FEW + 1);
    }

    @Test
    void anExportTellsHowLeasesEnded() {
        work();
        var export = new WorkerExport(new WorkerReads(gate.inspector), Span.HOUR, WorkerQuery.ALL.with(Standing.IDLE));
        SeenWorker row = export.page(null).rows().getFirst();
        var members = export.json(row);
        assertThat(List.copyOf(members.keySet())).isEqualTo(export.columns());
        assertThat(members).containsEntry("worker_id", "\"idle\"").containsEntry("completed", "1");
    }

    @Test
    void whoConnectsIsToldTheAddressAndTheKey() {
        var keyed = new WayIn(URI.create("http://127.0.0.1:8080"), true, true);
        assertThat(keyed.command())
                .isEqualTo("export ASYNCGATE_API_KEY=KEY\nasyncgate worker echo --url http://127.0.0.1:8080");
        assertThat(keyed.java())
                .contains("URI.create(\"http://127.0.0.1:8080\"),", "System.getenv(\"ASYNCGATE_API_KEY\"),")
                .hasLineCount(11);
        var open = new WayIn(URI.create("http://10.1.0.2:9000"), true, false);
        assertThat(open.command()).isEqualTo("asyncgate worker echo --url http://10.1.0.2:9000");
        assertThat(open.java()).contains("URI.create(\"http://10.1.0.2:9000\"),", "null,");
    }

    @Test
    void theChartCountsWhoHeldALeaseInEachMinute() {
        work();
        gate.clock.advance(Duration.ofSeconds(5));
        viewModel.arrive();
        List<Integer> holding =
                Objects.requireNonNull(viewModel.readingProperty().get()).holding();
        assertThat(holding).hasSize(WorkerReads.MINUTES);
        assertThat(holding.getLast()).isEqualTo(2);
    }

    /** One has been quiet for long, one has just ended its task, one holds a lease. */
    private void work() {
        UUID first = gate.create("report");
        gone.complete(first, gate.claim(gone).leaseId(), TestGate.located());
        gate.clock.advance(Duration.ofMinutes(30));
        UUID second = gate.create("report");
        idle.complete(second, gate.claim(idle).leaseId(), TestGate.located());
        gate.create("embed");
        busy.leaseNext(new ClaimTasks.Request(List.of("gpu"), List.of(), 1, null));
    }

    private SeenWorker worker(String id) {
        return Objects.requireNonNull(viewModel.rows().item(WorkerReads.idOf(principal(id))))
                .row();
    }

    private List<String> names() {
        return viewModel.rows().rows().stream()
                .map(item -> item.row().worker().id())
                .toList();
    }

    private static Principal principal(String workerId) {
        return Principal.of(PrincipalKind.WORKER, workerId);
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return gate.clock.instant();
            }
        };
    }
}
