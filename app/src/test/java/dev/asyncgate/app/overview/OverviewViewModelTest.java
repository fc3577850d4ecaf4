package dev.asyncgate.app.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.overview.OverviewViewModel.Shown;
import dev.asyncgate.doctor.Measures;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.overview.Overview;
import dev.asyncgate.overview.Overview.Range;
import dev.asyncgate.receipt.ObligationCounts;
import dev.asyncgate.task.TaskStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The overview is read while it is looked at, seldom enough to be no burden, and not at all while paused. */
class OverviewViewModelTest {

    private final Background background = Background.direct();
    private final MovingClock clock = new MovingClock();
    private final List<Range> asked = new ArrayList<>();
    private long succeeded;
    private Duration takes = Duration.ZERO;
    private @Nullable RuntimeException failure;
    private final OverviewViewModel viewModel = new OverviewViewModel(background, this::read, clock);

    private Overview read(Range range) {
        asked.add(range);
        clock.advance(takes);
        if (failure != null) {
            throw failure;
        }
        var measures = new Measures(List.of(), Map.of(TaskStatus.SUCCEEDED, succeeded), 0, 0, 0, null, clock.instant());
        var obligations = new ObligationCounts(0, null, Map.of(), List.of(), 0, 0, 0, 0, 0);
        return new Overview(
                range,
                measures,
                obligations,
                List.of(),
                List.of(),
                List.of(),
                0,
                List.of(),
                0,
                0,
                List.of(),
                0,
                List.of());
    }

    @Test
    void beforeAnythingWasSubmittedTheFirstStepsAreShown() {
        viewModel.arrive();
        assertThat(viewModel.shownProperty().get()).isEqualTo(Shown.FIRST_RUN);
        succeeded = 1;
        viewModel.readNow();
        assertThat(viewModel.shownProperty().get()).isEqualTo(Shown.CARDS);
    }

    @Test
    void anotherRangeIsReadAtOnce() {
        viewModel.arrive();
        asked.clear();
        viewModel.rangeProperty().set(Range.WEEK);
        assertThat(asked).containsExactly(Range.WEEK);
    }

    @Test
    void aPauseAsksNothing() {
        viewModel.arrive();
        background.liveProperty().set(false);
        asked.clear();
        viewModel.readAgain();
        assertThat(asked).isEmpty();
        background.liveProperty().set(true);
        viewModel.readAgain();
        assertThat(asked).hasSize(1);
    }

    @Test
    void readingThatTakesLongIsDoneSeldom() {
        takes = Duration.ofSeconds(3);
        viewModel.arrive();
        asked.clear();
        clock.advance(Duration.ofSeconds(11));
        viewModel.readAgain();
        assertThat(asked).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        viewModel.readAgain();
        assertThat(asked).hasSize(1);
    }

    @Test
    void aFailureIsToldAndWhatWasReadBeforeStays() {
        succeeded = 1;
        viewModel.arrive();
        failure = new GateException(ErrorCode.DATABASE_UNAVAILABLE, "gone");
        viewModel.readNow();
        assertThat(viewModel.failureProperty().get()).hasMessage("gone");
        assertThat(viewModel.shownProperty().get()).isEqualTo(Shown.CARDS);
        failure = null;
        viewModel.readNow();
        assertThat(viewModel.failureProperty().get()).isNull();
    }

    /** Moved by hand. */
    private static final class MovingClock extends Clock {

        private Instant now = Instant.parse("2026-11-23T12:00:00Z");

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
