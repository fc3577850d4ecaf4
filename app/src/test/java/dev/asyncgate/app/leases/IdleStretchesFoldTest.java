package dev.asyncgate.app.leases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdleStretchesFoldTest {

    private static final Instant START = Afternoon.START;
    private static final TimeWindow WINDOW = minutes(0, 40);
    private static final Instant NOW = START.plusSeconds(36 * 60);

    @Test
    void aStretchOfMoreThanAnEighthOfTheViewFolds() {
        List<TimeWindow> folds = find(List.of(minutes(0, 10), minutes(20, 36)), List.of());
        assertThat(folds).hasSize(1);
        assertThat(folds.getFirst().from()).isAfter(START.plusSeconds(600));
        assertThat(folds.getFirst().to()).isBefore(START.plusSeconds(1200));
    }

    @Test
    void aShorterOneStaysOpen() {
        assertThat(find(List.of(minutes(0, 10), minutes(15, 36)), List.of())).isEmpty();
    }

    @Test
    void overlappingLeasesLeaveNoGap() {
        assertThat(find(List.of(minutes(0, 30), minutes(2, 4), minutes(29, 36)), List.of()))
                .isEmpty();
    }

    @Test
    void theFutureIsNeverFolded() {
        assertThat(IdleStretches.find(WINDOW, START.plusSeconds(60), List.of(minutes(0, 1)), List.of(), 800))
                .isEmpty();
    }

    @Test
    void anOpenedStretchStaysOpen() {
        assertThat(find(List.of(minutes(0, 10), minutes(20, 36)), List.of(START.plusSeconds(900))))
                .isEmpty();
    }

    @Test
    void nothingAtAllIsNotFolded() {
        assertThat(find(List.of(), List.of())).isEmpty();
    }

    @Test
    void whatWouldGetWiderStaysOpen() {
        assertThat(IdleStretches.find(WINDOW, NOW, List.of(minutes(0, 10), minutes(20, 36)), List.of(), 200))
                .isEmpty();
    }

    private static List<TimeWindow> find(List<TimeWindow> busy, List<Instant> opened) {
        return IdleStretches.find(WINDOW, NOW, busy, opened, 800);
    }

    private static TimeWindow minutes(int from, int to) {
        return new TimeWindow(START.plusSeconds(from * 60L), START.plusSeconds(to * 60L));
    }
}
