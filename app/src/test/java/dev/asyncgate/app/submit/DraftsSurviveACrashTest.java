package dev.asyncgate.app.submit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.json.Json;
import dev.asyncgate.task.NewTask;
import dev.asyncgate.task.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A crash is a view-model that is never heard of again; the next one has the files alone. */
class DraftsSurviveACrashTest {

    private final TestGate gate = TestGate.open();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit's to fill
    Path folder;

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void whatWasTypedIsThereAgainRightOrWrong() {
        SubmitViewModel crashed = open();
        crashed.form().typeProperty().set("report.render");
        crashed.form().delayProperty().set("-nonsense");
        crashed.form().capabilities().setAll("gpu", "latex");
        crashed.form().payloadProperty().set("{\"half\": [1.10, \u00e9\"");
        crashed.drafts().save();
        Draft typed = crashed.form().draft();

        assertThat(open().form().draft()).isEqualTo(typed);
    }

    @Test
    void severalDraftsAreKept() {
        SubmitViewModel viewModel = open();
        viewModel.form().typeProperty().set("first");
        viewModel.beginAnew();
        viewModel.form().typeProperty().set("second");
        viewModel.drafts().save();

        SubmitViewModel next = open();
        assertThat(next.drafts().savedProperty().get())
                .extracting(saved -> saved.draft().type())
                .containsExactlyInAnyOrder("first", "second");
        assertThat(next.form().draft().type()).isEqualTo("second");
        next.takeUp(next.drafts().savedProperty().get().getLast());
        assertThat(next.form().draft().type()).isEqualTo("first");
    }

    @Test
    void aDiscardedDraftIsGone() throws IOException {
        SubmitViewModel viewModel = open();
        viewModel.form().typeProperty().set("first");
        viewModel.drafts().save();
        assertThat(files()).hasSize(1);
        viewModel.discard();
        assertThat(files()).isEmpty();
        assertThat(viewModel.form().draft()).isEqualTo(Draft.BLANK);
    }

    @Test
    void aFileOfAnotherIsLeftAloneAndStopsNothing() throws IOException {
        Files.writeString(folder.resolve("broken.json"), "{\"id\": ");
        Files.writeString(folder.resolve("other.json"), "{\"id\": \"no id\"}");
        SubmitViewModel viewModel = open();
        viewModel.form().typeProperty().set("first");
        viewModel.drafts().save();
        assertThat(open().drafts().savedProperty().get()).hasSize(1);
        assertThat(files()).hasSize(3);
    }

    @Test
    void aFolderThatCannotBeWrittenIsToldAndTriedAgain() throws IOException {
        Path blocked = folder.resolve("drafts");
        Files.writeString(blocked, "a file where the folder should be");
        SubmitViewModel viewModel = open(blocked);
        viewModel.form().typeProperty().set("first");
        viewModel.drafts().save();
        assertThat(viewModel.drafts().troubleProperty().get()).contains("drafts");

        Files.delete(blocked);
        viewModel.drafts().save();
        assertThat(viewModel.drafts().troubleProperty().get()).isNull();
        assertThat(open(blocked).form().draft().type()).isEqualTo("first");
    }

    @Test
    void whatWasSubmittedIsNoDraftAnyMore() throws IOException {
        SubmitViewModel viewModel = open();
        viewModel.form().typeProperty().set("report.render");
        viewModel.form().copiesProperty().set("3");
        viewModel.drafts().save();
        viewModel.submit();
        Submission.Outcome outcome = viewModel.outcomeProperty().get();
        assertThat(outcome).isNotNull();
        assertThat(outcome.created()).hasSize(3);
        assertThat(files()).isEmpty();
        viewModel.again();
        assertThat(viewModel.form().draft().copies()).isEqualTo("3");
    }

    @Test
    void whatTheEngineRefusesMarksItsFieldAndLosesNothing() {
        SubmitViewModel viewModel = open();
        viewModel.form().typeProperty().set("report.render");
        viewModel.form().causedBy().setAll(UUID.randomUUID().toString());
        viewModel.submit();
        assertThat(viewModel.problemsProperty().get()).containsOnlyKeys(Field.CAUSED_BY);
        assertThat(open().form().draft()).isEqualTo(viewModel.form().draft());
        viewModel.form().causedBy().clear();
        assertThat(viewModel.problemsProperty().get()).isEmpty();
    }

    @Test
    void aKeyThatWasUsedSaysSoAndWritesNothing() {
        gate.tasker.createTask(NewTask.builder("other", Json.emptyObject())
                .idempotencyKey("once")
                .build());
        SubmitViewModel viewModel = open();
        viewModel.form().typeProperty().set("report.render");
        viewModel.form().idempotencyKeyProperty().set("once");
        viewModel.submit();
        Submission.Outcome outcome = viewModel.outcomeProperty().get();
        assertThat(outcome).isNotNull();
        assertThat(outcome.existing()).isTrue();
        assertThat(outcome.matched()).isFalse();
        assertThat(viewModel.form().draft().type()).as("a refused one is kept").isEqualTo("report.render");
    }

    @Test
    void aDatabaseThatIsAwayCostsNothingTyped() {
        SubmitViewModel viewModel = open();
        viewModel.form().typeProperty().set("report.render");
        gate.close();
        viewModel.submit();
        assertThat(viewModel.failureProperty().get()).isNotNull();
        assertThat(viewModel.isUnavailable()).isTrue();
        assertThat(viewModel.readyProperty().get()).as("it can be tried again").isTrue();
        assertThat(open().form().draft().type()).isEqualTo("report.render");
    }

    @Test
    void aTaskFillsTheFormDigitForDigit() {
        UUID id = gate.tasker
                .createTask(NewTask.builder("report.render", Json.parse("{\"total\":90071992547409931.10}"))
                        .requirements(List.of("gpu"), List.of("q3"))
                        .priority(7)
                        .build())
                .taskId();
        SubmitViewModel viewModel = open();
        viewModel.arrive(id);
        assertThat(viewModel.form().draft().priority()).isEqualTo("7");
        viewModel.submit();
        Submission.Outcome outcome = viewModel.outcomeProperty().get();
        assertThat(outcome).isNotNull();
        Task copy = gate.inspector.getTask(outcome.created().getFirst());
        assertThat(copy.payload().text()).isEqualTo("{\"total\":90071992547409931.10}");
        assertThat(copy.requirements().tags()).containsExactly("q3");
    }

    private SubmitViewModel open() {
        return open(folder);
    }

    private SubmitViewModel open(Path drafts) {
        var viewModel = new SubmitViewModel(
                Background.direct(), gate.tasker, gate.inspector, drafts, Texts.of(Locale.ENGLISH), Clock.systemUTC());
        viewModel.arrive(null);
        return viewModel;
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }
}
