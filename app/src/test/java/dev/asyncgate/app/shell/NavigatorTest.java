package dev.asyncgate.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.shell.Destination.ShowPlace;
import dev.asyncgate.app.shell.Destination.ShowTask;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NavigatorTest {

    private static final Destination TASKS = new ShowPlace(PlaceId.TASKS);
    private static final Destination LEASES = new ShowPlace(PlaceId.LEASES);
    private static final Destination TASK = new ShowTask(UUID.randomUUID());

    private final Navigator navigator = new Navigator();

    @Test
    void backLeadsWhereOneWasAndForwardReturns() {
        navigator.go(TASKS);
        navigator.go(LEASES);
        navigator.go(TASK);
        navigator.back();
        assertThat(navigator.currentProperty().get()).isEqualTo(LEASES);
        navigator.back();
        assertThat(navigator.currentProperty().get()).isEqualTo(TASKS);
        navigator.forward();
        assertThat(navigator.currentProperty().get()).isEqualTo(LEASES);
    }

    @Test
    void goingElsewhereForgetsWhatWasAhead() {
        navigator.go(TASKS);
        navigator.go(LEASES);
        navigator.back();
        navigator.go(TASK);
        assertThat(navigator.canGoForwardProperty().get()).isFalse();
        navigator.back();
        assertThat(navigator.currentProperty().get()).isEqualTo(TASKS);
    }

    @Test
    void goingWhereOneIsAddsNothing() {
        navigator.go(TASKS);
        navigator.go(TASKS);
        assertThat(navigator.canGoBackProperty().get()).isFalse();
    }

    @Test
    void withNothingBehindBackStays() {
        navigator.go(TASKS);
        navigator.back();
        assertThat(navigator.currentProperty().get()).isEqualTo(TASKS);
    }
}
