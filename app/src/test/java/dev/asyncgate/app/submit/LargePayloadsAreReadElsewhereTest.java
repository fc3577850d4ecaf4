package dev.asyncgate.app.submit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.engine.TestGate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However large a payload is, the FX thread neither reads nor checks nor lays out all of it. */
class LargePayloadsAreReadElsewhereTest {

    private static final String MEBIBYTE = "{\"text\":\"" + "x".repeat(1 << 20) + "\"}";
    private static final String MILLION = "{\"list\":[" + "7,".repeat(999_999) + "7]}";

    @TempDir
    private Path folder;

    private final TestGate gate = TestGate.open();
    private final Queue<Runnable> off = new ArrayDeque<>();
    private final Background background = new Background(off::add, Runnable::run);

    @AfterEach
    void close() {
        background.close();
        gate.close();
    }

    @Test
    void anImportedFileIsReadAndCheckedOffTheFxThread() throws IOException {
        Path file = Files.writeString(folder.resolve("million.json"), MILLION);
        var viewModel = new SubmitViewModel(
                background,
                gate.tasker,
                gate.inspector,
                folder.resolve("drafts"),
                Texts.of(Locale.ENGLISH),
                Clock.systemUTC());
        String before = viewModel.form().payloadProperty().get();

        viewModel.importPayload(file);
        assertThat(viewModel.form().payloadProperty().get()).isEqualTo(before);

        runUntil(() -> viewModel.form().payloadProperty().get().equals(MILLION));
        assertThat(viewModel.payloadProperty().get().text()).isEqualTo(before);
        assertThat(viewModel.readyProperty().get()).isFalse();

        runUntil(() -> viewModel.payloadProperty().get().text().equals(MILLION));
        assertThat(viewModel.payloadProperty().get().fault()).isEqualTo(PayloadCheck.Fault.TOO_LARGE);
    }

    @Test
    void whatIsTooLongIsNeitherLaidOutNorCutIntoTokens() {
        assertThat(JsonArea.canShow(MEBIBYTE)).isFalse();
        assertThat(JsonArea.canShow(MILLION)).isFalse();
        assertThat(PayloadCheck.of(MILLION).tokens()).isEmpty();
        assertThat(PayloadCheck.of(MEBIBYTE).tokens()).isEmpty();
        assertThat(JsonArea.canShow(JsonLayout.of("{\"list\":[1,2]}"))).isTrue();
    }

    /** One thing after the other, as a thread off the FX thread would. */
    private void runUntil(BooleanSupplier done) {
        while (!done.getAsBoolean()) {
            off.remove().run();
        }
    }
}
