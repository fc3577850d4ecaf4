package dev.asyncgate.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.engine.Eventually;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.json.Json;
import dev.asyncgate.task.NewTask;
import dev.asyncgate.task.TaskStatus;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The README's worker compiles, runs, and is the one that stands here. */
class AWorkerInTenLinesTest {

    private static final Path HERE = Path.of("src/test/java/dev/asyncgate/workers/AWorkerInTenLinesTest.java");
    private static final Path README = Path.of("../../README.md");

    @Test
    void itRendersReports() throws InterruptedException {
        UUID tenant = UUID.randomUUID();
        try (Gate gate = RealGate.open();
                HttpStandIn http = new HttpStandIn(gate, tenant)) {
            UUID taskId = gate.tasker(tenant, TestGate.PLANNER)
                    .createTask(NewTask.of("report.render", Json.parse("{\"month\": 11}")))
                    .taskId();
            URI address = http.address();
            String key = HttpStandIn.KEY;
            // README
            Taskee taskee = Taskee.at(address, key, "renderer-1");
            WorkerLoop worker = Workers.over(taskee)
                    .handle("report.render", task -> {
                        Json pages = render(task.payload());
                        return Outcome.done(pages, Json.parse("[\"s3://reports/11.pdf\"]"));
                    })
                    .concurrency(4)
                    .start();
            // END
            try (worker) {
                Eventually.is(
                        "the report is rendered",
                        Duration.ofSeconds(10),
                        () -> gate.inspector(tenant).getTask(taskId).status() == TaskStatus.SUCCEEDED);
            }
        }
    }

    private static Json render(Json payload) {
        return payload;
    }

    @Test
    void itIsWhatTheReadmeShows() throws Exception {
        String source = Files.readString(HERE);
        List<String> lines = source.substring(source.indexOf("// README"), source.indexOf("// END"))
                .lines()
                .skip(1)
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();

        assertThat(Files.readString(README).lines().map(String::strip).toList()).containsSubsequence(lines);
    }
}
