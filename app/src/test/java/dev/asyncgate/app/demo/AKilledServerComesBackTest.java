package dev.asyncgate.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.demo.ServerFaultsViewModel.Kind;
import dev.asyncgate.app.demo.ServerFaultsViewModel.Notice;
import dev.asyncgate.engine.Eventually;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever kills the embedded server is told what the engine noticed, and how long it took to bring it back. */
class AKilledServerComesBackTest {

    @TempDir
    private Path folder;

    @Test
    void theStoryEndsWithWhatTheInvariantsSay() throws Exception {
        Settings settings =
                Settings.read(Map.of(), null, Map.of("DATA_DIR", folder.toString(), "SWEEP_ENABLED", "false"));
        try (Gate gate = Gate.open(settings)) {
            var viewModel = new ServerFaultsViewModel(Background.direct(), gate);
            assertThat(viewModel.possible()).isTrue();
            viewModel.kill();
            assertThat(viewModel.runningProperty().get()).isTrue();
            awaitEnd(viewModel);
            List<Notice> story = List.copyOf(viewModel.notices());
            assertThat(story).extracting(Notice::kind).containsExactly(Kind.KILLED, Kind.LOST, Kind.BACK, Kind.CHECKED);
            assertThat(story.get(2).number())
                    .as("another process")
                    .isNotEqualTo(story.getFirst().number());
            assertThat(story.getLast().number())
                    .as("cases that break an invariant")
                    .isZero();
            assertThat(viewModel.failureProperty().get()).isNull();
        }
    }

    /** A crash recovery on a busy disk takes its time; the server itself is given two minutes. */
    private static void awaitEnd(ServerFaultsViewModel viewModel) throws InterruptedException {
        try {
            Eventually.is("the server is back", Duration.ofMinutes(2), () -> {
                viewModel.look();
                return !viewModel.runningProperty().get();
            });
        } catch (AssertionError e) {
            throw new AssertionError(
                    "told so far: " + viewModel.notices() + ", "
                            + viewModel.failureProperty().get(),
                    e);
        }
    }

    @Test
    void aServerElsewhereIsNotHurt() {
        try (TestGate gate = TestGate.open()) {
            var viewModel = new ServerFaultsViewModel(Background.direct(), gate.gate);
            assertThat(viewModel.possible()).isFalse();
            viewModel.kill();
            assertThat(viewModel.notices()).isEmpty();
            assertThat(viewModel.runningProperty().get()).isFalse();
        }
    }
}
