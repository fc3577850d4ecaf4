package dev.asyncgate.app.acts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.acts.ActStrip.Row;
import dev.asyncgate.app.shell.Action;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TheFootHasRoomForTwoTest {

    private final Action leases = way("In leases");
    private final Action receipts = way("In receipts");

    @Test
    void theFirstActThatIsAllowedStandsFirstAndAWayBesideIt() {
        Act retry = act("Retry as new", "not ended");
        Act hold = act("Hold", null);
        Act cancel = act("Cancel", null);
        Row row = Row.of(List.of(retry, hold, cancel), List.of(leases, receipts));
        assertThat(row.acts()).containsExactly(hold);
        assertThat(row.ways()).containsExactly(leases);
    }

    @Test
    void aWayThatStandsOutIsFirstAndTheActsAreBehindTheMenu() {
        Action copy = Action.primary("Copy amend as curl", () -> {});
        Row row = Row.of(List.of(act("Waive obligation…", null)), List.of(copy, way("Open task")));
        assertThat(row.acts()).isEmpty();
        assertThat(row.ways()).extracting(Action::label).containsExactly("Copy amend as curl", "Open task");
    }

    @Test
    void whereNothingIsAllowedTheWaysHaveTheRow() {
        Row row = Row.of(List.of(act("Revoke lease", "ended")), List.of(leases, receipts));
        assertThat(row.acts()).isEmpty();
        assertThat(row.ways()).containsExactly(leases, receipts);
    }

    @Test
    void whereThereIsNowhereToGoASecondActHasRoom() {
        Row row = Row.of(List.of(act("Pause", null), act("Delete", null), act("Run now", null)), List.of());
        assertThat(row.acts()).extracting(Act::name).containsExactly("Pause", "Delete");
    }

    @Test
    void wordsThatAreTooLongLeaveRoomForOne() {
        Row row = Row.of(List.of(act("Diese Aufgabe noch einmal stellen", null)), List.of(leases, receipts));
        assertThat(row.ways()).containsExactly(leases);
        assertThat(Row.of(List.of(), List.of(way("Zeigt die Aufgabe in den Leases an"), receipts))
                        .ways())
                .hasSize(1);
    }

    private static Act act(String name, @Nullable String whyNot) {
        return new Act("up", name, whyNot, "", () -> {});
    }

    private static Action way(String label) {
        return Action.of(label, () -> {});
    }
}
