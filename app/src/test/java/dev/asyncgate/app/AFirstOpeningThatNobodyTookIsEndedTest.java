package dev.asyncgate.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.connections.Connections.Outcome;
import dev.asyncgate.engine.TestGate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;

/** The database is opened while JavaFX starts. If no window comes of it, no server stays behind. */
class AFirstOpeningThatNobodyTookIsEndedTest {

    @TempDir
    private Path folder;

    @Test
    void aServerThatWasStartedForNobodyIsStopped() throws Exception {
        FirstOpening first = begin();
        WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, first::isDone);
        assertThat(folder.resolve("postgres/18/data/postmaster.pid")).exists();
        first.close();
        assertThat(folder.resolve("postgres/18/data/postmaster.pid")).doesNotExist();
    }

    @Test
    void aServerThatIsJustBeingStartedDoesNotStayBehind() throws Exception {
        FirstOpening first = begin();
        WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> Files.exists(folder.resolve("postgres/18/users")));
        first.close();
        assertThat(folder.resolve("postgres/18/data/postmaster.pid")).doesNotExist();
    }

    @Test
    void whatWasTakenIsTheTakersToClose() throws Exception {
        FirstOpening first = begin();
        try (var gate = ((Outcome.Opened) first.outcome()).gate()) {
            first.close();
            assertThat(gate.ping()).isPositive();
        }
    }

    private FirstOpening begin() {
        return FirstOpening.begin(TestGate.settings(Map.of("DATA_DIR", folder.toString())));
    }
}
