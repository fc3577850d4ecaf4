package dev.asyncgate.app.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.rows.RowsViewModel.Shown;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A list shows what its source answers, and moves nothing under the pointer. */
class RowsStayWhereTheyAreTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC);

    private final Numbers numbers = new Numbers(true);
    private final RowsViewModel<Integer, Integer> list = list(numbers);

    private static RowsViewModel<Integer, Integer> list(Numbers source) {
        return new RowsViewModel<>(Background.direct(), source, 0, CLOCK);
    }

    @Test
    void anEmptyListIsToldApartFromOneThatIsFilteredToNothing() {
        list.arrive();
        assertThat(list.shownProperty().get()).isEqualTo(Shown.EMPTY);
        list.show(7);
        assertThat(list.shownProperty().get()).isEqualTo(Shown.FILTERED);
        list.show(0);
        numbers.add(1);
        list.readAgain();
        assertThat(list.shownProperty().get()).isEqualTo(Shown.ROWS);
    }

    @Test
    void pagesAreAppendedUntilThereAreNoMore() {
        numbers.add(450);
        list.arrive();
        assertThat(list.rows()).hasSize(200);
        list.more();
        list.more();
        list.more();
        assertThat(rows(list))
                .isEqualTo(IntStream.range(0, 450).mapToObj(i -> 449 - i).toList());
    }

    @Test
    void newRowsWaitUntilTheyAreAskedFor() {
        numbers.add(3);
        list.arrive();
        numbers.add(2);
        list.readAgain();
        assertThat(rows(list)).containsExactly(2, 1, 0);
        assertThat(list.waitingProperty().get()).isEqualTo(2);
        list.reload();
        assertThat(rows(list)).containsExactly(4, 3, 2, 1, 0);
        assertThat(list.waitingProperty().get()).isZero();
    }

    @Test
    void aTailPutsThemOnTopUnlessSomebodyIsAtTheRows() {
        numbers.add(3);
        list.tailingProperty().set(true);
        list.arrive();
        numbers.add(1);
        list.readAgain();
        assertThat(rows(list)).containsExactly(3, 2, 1, 0);
        list.busyProperty().set(true);
        numbers.add(1);
        list.readAgain();
        assertThat(rows(list)).containsExactly(3, 2, 1, 0);
        assertThat(list.waitingProperty().get()).isEqualTo(1);
        list.busyProperty().set(false);
        assertThat(rows(list)).containsExactly(4, 3, 2, 1, 0);
    }

    @Test
    void aTailForgetsItsFarEndAndReadsItAgain() {
        numbers.add(200);
        list.tailingProperty().set(true);
        list.arrive();
        for (int i = 0; i < 30; i++) {
            list.more();
            numbers.add(190);
            list.readAgain();
        }
        assertThat(list.rows()).hasSize(RowsViewModel.MOST_TAILED);
        while (list.rows().getLast().row() > 0) {
            list.more();
        }
        assertThat(rows(list)).doesNotHaveDuplicates().hasSize(200 + 30 * 190);
    }

    @Test
    void ofTheOldestFirstNewRowsComeAtTheEndAndOldOnesChangeInPlace() {
        Numbers oldest = new Numbers(false);
        RowsViewModel<Integer, Integer> growing = list(oldest);
        oldest.add(3);
        growing.arrive();
        growing.busyProperty().set(true);
        growing.look(List.of(oldest.id(1)));
        oldest.add(1);
        oldest.remove(0);
        growing.readAgain();
        assertThat(rows(growing)).containsExactly(0, 1, 2, 3);
        assertThat(oldest.askedAgain).contains(oldest.id(1));
        growing.busyProperty().set(false);
        growing.readAgain();
        assertThat(rows(growing)).as("nobody is at the rows").containsExactly(1, 2, 3);
    }

    @Test
    void whatIsReadAnewBelowARowLeavesWhatStandsAboveIt() {
        Numbers oldest = new Numbers(false);
        RowsViewModel<Integer, Integer> list = list(oldest);
        oldest.add(450);
        list.arrive();
        list.more();
        RowItem<Integer> kept = list.rows().get(2);
        list.showBelow(oldest.id(2), 7);
        assertThat(rows(list)).containsExactly(0, 1, 2);
        list.showBelow(oldest.id(2), 0);
        assertThat(list.rows().get(2)).isSameAs(kept);
        list.more();
        list.more();
        assertThat(rows(list)).isEqualTo(IntStream.range(0, 450).boxed().toList());
    }

    @Test
    void whatCouldNotBeReadBelowARowIsReadLater() {
        Numbers oldest = new Numbers(false);
        RowsViewModel<Integer, Integer> list = list(oldest);
        oldest.add(5);
        list.arrive();
        list.busyProperty().set(true);
        oldest.failure = new GateException(ErrorCode.DATABASE_UNAVAILABLE, "The database does not answer.");
        list.showBelow(oldest.id(2), 0);
        assertThat(list.failureProperty().get()).isEqualTo(oldest.failure);
        oldest.failure = null;
        list.readAgain();
        assertThat(rows(list)).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void whatCannotBeReadIsToldAndTriedAgain() {
        numbers.failure = new GateException(ErrorCode.DATABASE_UNAVAILABLE, "The database does not answer.");
        list.arrive();
        assertThat(list.shownProperty().get()).isEqualTo(Shown.NOTHING);
        assertThat(list.failureProperty().get()).isEqualTo(numbers.failure);
        numbers.failure = null;
        numbers.add(1);
        list.reload();
        assertThat(list.failureProperty().get()).isNull();
        assertThat(list.shownProperty().get()).isEqualTo(Shown.ROWS);
    }

    private static List<Integer> rows(RowsViewModel<?, Integer> list) {
        return list.rows().stream().map(RowItem::row).toList();
    }

    /** Counts up; a query other than 0 lets nothing through. */
    private static final class Numbers implements Source<Integer, Integer> {

        private final boolean newestFirst;
        private final List<Integer> all = new ArrayList<>();
        private final List<UUID> askedAgain = new ArrayList<>();
        private int next;
        private @Nullable GateException failure;

        Numbers(boolean newestFirst) {
            this.newestFirst = newestFirst;
        }

        void add(int count) {
            for (int i = 0; i < count; i++) {
                all.add(next++);
            }
        }

        void remove(int number) {
            all.remove(Integer.valueOf(number));
        }

        UUID id(int number) {
            return new UUID(1, number);
        }

        @Override
        public Page<Integer> page(Integer query, @Nullable String cursor) {
            if (failure != null) {
                throw failure;
            }
            List<Integer> rows = (newestFirst ? all.reversed() : all)
                    .stream()
                            .filter(number -> query == 0 && isAfter(number, cursor))
                            .limit(PAGE)
                            .toList();
            return new Page<>(
                    rows, rows.size() < PAGE ? null : id(rows.getLast()).toString());
        }

        private boolean isAfter(int number, @Nullable String cursor) {
            if (cursor == null) {
                return true;
            }
            long at = UUID.fromString(cursor).getLeastSignificantBits();
            return newestFirst ? number < at : number > at;
        }

        @Override
        public UUID id(Integer row) {
            return id(row.intValue());
        }

        @Override
        public boolean narrows(Integer query) {
            return query != 0;
        }

        @Override
        public boolean newestFirst() {
            return newestFirst;
        }

        @Override
        public List<Integer> again(List<UUID> ids) {
            askedAgain.addAll(ids);
            return List.of();
        }
    }
}
