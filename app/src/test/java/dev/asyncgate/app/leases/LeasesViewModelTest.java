package dev.asyncgate.app.leases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.memory.Memory;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.lease.LeaseEnd;
import dev.asyncgate.lease.LeaseSpan;
import dev.asyncgate.lease.LeaseWindow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LeasesViewModelTest {

    private final Background background = Background.direct();
    private final List<LeaseReads.Question> questions = new ArrayList<>();
    private final LeasesViewModel viewModel = viewModel(Afternoon.reads());

    @Test
    void arrivingAsksAndLaysOut() {
        viewModel.arrive();
        assertThat(viewModel.shownProperty().get()).isEqualTo(LeasesViewModel.Shown.LANES);
        assertThat(viewModel.nowProperty().get()).isEqualTo(Afternoon.NOW);
        assertThat(viewModel.untilNextExpiry()).isBetween(Duration.ofSeconds(21), Duration.ofSeconds(23));
    }

    @Test
    void theFirstLookIsAsLongAsTheLeasesNeed() {
        viewModel.arrive();
        assertThat(viewModel.viewport().window().length()).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(45));
        assertThat(viewModel.viewport().window().contains(Afternoon.NOW)).isTrue();
    }

    @Test
    void filtersHideLanesAndEndsAndSayWhenNothingIsLeft() {
        viewModel.arrive();
        viewModel.show(Afternoon.WINDOW);
        viewModel.laneFilterProperty().set("GPU");
        assertThat(lanes()).containsExactly("gpu-7", "gpu-8", "gpu-9");
        viewModel.endsProperty().set(Set.of("revoked"));
        assertThat(lanes()).containsExactly("gpu-9");
        viewModel.laneFilterProperty().set("nobody");
        assertThat(viewModel.shownProperty().get()).isEqualTo(LeasesViewModel.Shown.FILTERED);
        viewModel.clearFilters();
        assertThat(viewModel.shownProperty().get()).isEqualTo(LeasesViewModel.Shown.LANES);
    }

    @Test
    void lanesAndFiltersAreRemembered() {
        Memory memory = Memory.forgetful();
        viewModel.remember(memory);
        viewModel.laneByProperty().set(LaneBy.TYPE);
        viewModel.laneFilterProperty().set("report");
        viewModel.endsProperty().set(Set.of("revoked", "active"));
        LeasesViewModel again = viewModel(Afternoon.reads());
        again.remember(memory);
        assertThat(again.laneByProperty().get()).isEqualTo(LaneBy.TYPE);
        assertThat(again.laneFilterProperty().get()).isEqualTo("report");
        assertThat(again.endsProperty().get()).containsExactlyInAnyOrder("revoked", "active");
        memory.put("ends", "revoked vanished");
        LeasesViewModel older = viewModel(Afternoon.reads());
        older.remember(memory);
        assertThat(older.endsProperty().get()).isEmpty();
    }

    @Test
    void anotherPlaceMayAskForAStretchOfTime() {
        viewModel.arrive();
        viewModel.showBetween(Afternoon.WINDOW.from(), Afternoon.WINDOW.to());
        assertThat(viewModel.viewport().window()).isEqualTo(Afternoon.WINDOW);
        viewModel.showBetween(Afternoon.NOW.minus(Duration.ofDays(90)), Afternoon.NOW);
        assertThat(viewModel.viewport().window())
                .isEqualTo(new TimeWindow(Afternoon.NOW.minus(TimeWindow.LONGEST), Afternoon.NOW));
    }

    @Test
    void lanesGatherByTypeToo() {
        viewModel.arrive();
        viewModel.show(Afternoon.WINDOW);
        viewModel.laneByProperty().set(LaneBy.TYPE);
        assertThat(lanes()).contains("report.render", "embeddings.build").doesNotContain("gpu-7");
    }

    @Test
    void panningEndsFollowingAndAsksForTheNewWindow() {
        viewModel.arrive();
        Instant from = viewModel.viewport().window().from();
        viewModel.pan(Duration.ofMinutes(-5));
        assertThat(viewModel.viewport().followProperty().get()).isFalse();
        assertThat(questions.getLast().window().from()).isEqualTo(from.minus(Duration.ofMinutes(5)));
        viewModel.followNow(true);
        assertThat(viewModel.viewport().window().contains(Afternoon.NOW)).isTrue();
    }

    @Test
    void zoomingKeepsTheInstantUnderThePointer() {
        viewModel.arrive();
        viewModel.show(Afternoon.WINDOW);
        Instant about = timeline().scale().instantAt(600);
        viewModel.zoomAt(600, 1.3);
        assertThat(timeline().scale().x(about)).isCloseTo(600, within(3.0));
        viewModel.zoomAt(600, 0.5);
        assertThat(viewModel.viewport().window().length()).isLessThan(Afternoon.WINDOW.length());
    }

    @Test
    void aPauseLetsTheDataStand() {
        viewModel.arrive();
        viewModel.pausedProperty().set(true);
        int asked = questions.size();
        viewModel.pausedProperty().set(false);
        assertThat(questions).hasSizeGreaterThan(asked);
    }

    @Test
    void revealingALeaseSelectsItAndMovesThere() {
        viewModel.arrive();
        viewModel.show(new TimeWindow(Afternoon.NOW.minusSeconds(60), Afternoon.NOW));
        LeaseSpan lease = Afternoon.expired();
        viewModel.reveal(lease.leaseId(), lease.taskId());
        assertThat(viewModel.selection().leaseIdProperty().get()).isEqualTo(lease.leaseId());
        assertThat(viewModel.viewport().window().contains(lease.expiresAt())).isTrue();
        LeaseDossier dossier = viewModel.selection().dossierProperty().get();
        assertThat(dossier).isNotNull();
        assertThat(dossier.ofTask()).hasSize(2);
        assertThat(dossier.events()).hasSize(5);
    }

    @Test
    void aLeaseThatIsAskedForBeforeTheFirstLookDoesNotDecideHowMuchTimeIsShown() {
        LeasesViewModel usual = viewModel(Afternoon.reads());
        usual.arrive();
        LeaseSpan lease = Afternoon.expired();
        viewModel.reveal(lease.leaseId(), lease.taskId());
        viewModel.arrive();
        assertThat(viewModel.viewport().window().length())
                .isEqualTo(usual.viewport().window().length());
        assertThat(viewModel.viewport().window().contains(lease.expiresAt())).isTrue();
    }

    @Test
    void anOpenedFoldStaysOpenUntilEverythingIsFitted() {
        viewModel.arrive();
        viewModel.show(Afternoon.WINDOW);
        TimeWindow fold = timeline().scale().folds().getFirst();
        viewModel.openFold(fold);
        assertThat(timeline().scale().folds()).isEmpty();
        viewModel.fit();
        viewModel.show(Afternoon.WINDOW);
        assertThat(timeline().scale().folds()).isNotEmpty();
    }

    @Test
    void aFailureIsToldAndWhatWasThereStays() {
        var failing = new boolean[1];
        LeaseReads real = Afternoon.reads();
        var model = viewModel(new LeaseReads(
                question -> {
                    if (failing[0]) {
                        throw new GateException(ErrorCode.DATABASE_UNAVAILABLE, "The database does not answer.");
                    }
                    return real.leases().apply(question);
                },
                real.count(),
                real.dossier()));
        model.arrive();
        failing[0] = true;
        model.pan(Duration.ofSeconds(-1));
        assertThat(model.failureProperty().get()).isInstanceOf(GateException.class);
        assertThat(model.shownProperty().get()).isEqualTo(LeasesViewModel.Shown.LANES);
        failing[0] = false;
        model.retry();
        assertThat(model.failureProperty().get()).isNull();
    }

    @Test
    void whatWasAskedBeforeTheClockWasSetHasNothingToSay() {
        LeaseReads real = Afternoon.reads();
        Instant earlier = Afternoon.NOW.minusSeconds(600);
        var model = new LeasesViewModel[1];
        var clock = new Instant[] {Afternoon.NOW};
        var reads = new LeaseReads(
                question -> {
                    LeaseData answer = real.leases().apply(question);
                    if (clock[0].equals(Afternoon.NOW)) {
                        clock[0] = earlier;
                        model[0].clockWasSet();
                        return answer;
                    }
                    return new LeaseData(
                            new LeaseWindow(
                                    earlier,
                                    answer.leases().from(),
                                    earlier,
                                    answer.leases().leases(),
                                    false,
                                    0),
                            answer.laneBy(),
                            answer.counted(),
                            answer.bucketLength(),
                            null);
                },
                real.count(),
                real.dossier());
        model[0] = new LeasesViewModel(background, reads, Leases.WIDTHS, new Clock() {
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
                return clock[0];
            }
        });
        model[0].pausedProperty().set(true);
        model[0].arrive();
        assertThat(model[0].nowProperty().get()).isEqualTo(earlier);
        assertThat(model[0].viewport().window().contains(earlier)).isTrue();
    }

    @Test
    void aThousandTinyLeasesDoNotDecideTheFirstLook() {
        LeaseReads real = Afternoon.reads();
        List<LeaseSpan> usual = Afternoon.leases();
        viewModel.arrive();
        Duration without = viewModel.viewport().window().length();
        var many = new ArrayList<LeaseSpan>(usual);
        for (int i = 0; i < 1000; i++) {
            many.add(Leases.ended("thumb", Afternoon.START, Duration.ofMillis(20), LeaseEnd.COMPLETED));
        }
        var model = viewModel(new LeaseReads(question -> Afternoon.data(many, question), real.count(), real.dossier()));
        model.arrive();
        assertThat(model.viewport().window().length()).isCloseTo(without, Duration.ofMinutes(4));
    }

    @Test
    void nothingLatelyIsEmpty() {
        LeaseReads real = Afternoon.reads();
        var model = viewModel(
                new LeaseReads(question -> Afternoon.data(List.of(), question), slice -> List.of(), real.dossier()));
        model.arrive();
        assertThat(model.shownProperty().get()).isEqualTo(LeasesViewModel.Shown.EMPTY);
    }

    private LeasesViewModel viewModel(LeaseReads reads) {
        var counted = new LeaseReads(
                question -> {
                    questions.add(question);
                    return reads.leases().apply(question);
                },
                reads.count(),
                reads.dossier());
        return new LeasesViewModel(background, counted, Leases.WIDTHS, Clock.fixed(Afternoon.NOW, ZoneOffset.UTC));
    }

    private Timeline timeline() {
        Timeline timeline = viewModel.timelineProperty().get();
        assertThat(timeline).isNotNull();
        return timeline;
    }

    private List<String> lanes() {
        return timeline().lanes().stream().map(Lane::name).toList();
    }
}
