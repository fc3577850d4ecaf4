package dev.asyncgate.app.submit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.task.NewTask;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Before anything is written the form tells who could take the task, what comes first, and from where it can be filled in. */
class ATaskToBeIsForeseenTest {

    @TempDir
    static Path folder;

    private final TestGate gate = TestGate.open();
    private final SubmitViewModel viewModel = open();

    private SubmitViewModel open() {
        return new SubmitViewModel(
                Background.direct(),
                gate.tasker,
                gate.inspector,
                folder.resolve(gate.tenant.toString()),
                Texts.of(Locale.ENGLISH),
                Clock.systemUTC());
    }

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void whoCouldTakeItAndWhatComesFirst() {
        seen("gpu-7", List.of("gpu", "latex"));
        seen("web-1", List.of());
        gate.create("other");
        viewModel.arrive(null);
        viewModel.form().typeProperty().set("report.render");
        viewModel.form().capabilities().setAll("gpu");

        assertThat(viewModel.prospectProperty().get()).satisfies(prospect -> {
            assertThat(prospect.outlook().workers())
                    .filteredOn(worker -> worker.lacks(prospect.capabilities()).isEmpty())
                    .extracting("workerId")
                    .containsExactly("gpu-7");
            assertThat(prospect.outlook().tasksAhead()).isEqualTo(1);
            assertThat(prospect.paused()).isNull();
        });
        viewModel.form().priorityProperty().set("1");
        assertThat(viewModel.prospectProperty().get())
                .satisfies(
                        prospect -> assertThat(prospect.outlook().tasksAhead()).isZero());

        gate.gate
                .operator(gate.tenant, Principal.of(PrincipalKind.HUMAN, "rosa"))
                .pauseType("report.render", null);
        viewModel.arrive(null);
        assertThat(viewModel.prospectProperty().get())
                .satisfies(prospect -> assertThat(prospect.paused()).isNotNull());
    }

    @Test
    void aTemplateIsKeptAndEachUseOfItIsANewDraft() {
        viewModel.arrive(null);
        viewModel.form().typeProperty().set("report.render");
        viewModel.form().payloadProperty().set("{\"report\":\"q3\",\"total\":90071992547409931.10}");
        viewModel.saveTemplate();
        viewModel.discard();

        SubmitViewModel next = open();
        next.arrive(null);
        assertThat(next.templatesProperty().get()).hasSize(1);
        assertThat(next.drafts().savedProperty().get()).isEmpty();
        SavedDraft template = next.templatesProperty().get().getFirst();
        assertThat(template.hint()).isEqualTo("q3");
        next.fillIn(template);
        assertThat(next.form().draft()).isEqualTo(template.draft());
        next.removeTemplate(template);
        assertThat(next.templatesProperty().get()).isEmpty();
    }

    @Test
    void aTaskFillsItInByItsIdAndWhatIsNoneIsToldSo() {
        UUID task = gate.tasker
                .createTask(NewTask.of("report.render", Json.parse("{\"n\":1.50}")))
                .taskId();
        viewModel.arrive(null);
        viewModel.fillFrom("  " + task + "\n");
        assertThat(viewModel.form().draft().type()).isEqualTo("report.render");
        assertThat(viewModel.form().draft().payload()).contains("1.50");
        viewModel.fillFrom("tomorrow");
        assertThat(viewModel.failureProperty().get())
                .isNotNull()
                .extracting(Exception::getMessage)
                .asString()
                .contains("tomorrow", "0199b1c2");
        viewModel.fillFrom(UUID.randomUUID().toString());
        assertThat(viewModel.failureProperty().get()).isNotNull();
    }

    @Test
    void aFileOfAMillionElementsIsCheckedAndHasATree() throws Exception {
        Path file = folder.resolve("million.json");
        Files.writeString(file, "{\"all\":[" + "7,".repeat(999_999) + "7]}");
        viewModel.arrive(null);
        viewModel.importPayload(file);

        assertThat(viewModel.payloadProperty().get()).satisfies(check -> {
            assertThat(check.fault()).isEqualTo(PayloadCheck.Fault.TOO_LARGE);
            assertThat(check.document()).isNotNull();
            assertThat(check.document().root().get("all")).hasSize(1_000_000);
        });
        assertThat(viewModel.readyProperty().get()).isFalse();
        viewModel.importPayload(folder.resolve("nowhere.json"));
        assertThat(viewModel.failureProperty().get()).isNotNull();
    }

    /** A worker that has done something and is free. */
    private void seen(String id, List<String> capabilities) {
        UUID task = gate.tasker
                .createTask(NewTask.builder("seen", Json.emptyObject())
                        .requirements(capabilities, List.of())
                        .build())
                .taskId();
        Worker worker = gate.worker(id);
        var claimed = worker.leaseNext(new ClaimTasks.Request(capabilities, List.of("seen"), 1, null))
                .getFirst();
        worker.complete(task, claimed.leaseId(), TestGate.located());
    }
}
