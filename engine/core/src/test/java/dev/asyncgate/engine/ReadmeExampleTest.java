package dev.asyncgate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.settings.Settings;
import dev.asyncgate.task.Completion;
import dev.asyncgate.task.CreatedTask;
import dev.asyncgate.task.NewTask;
import dev.asyncgate.task.TaskStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's example of the library compiles, runs, and is the one that stands here. */
class ReadmeExampleTest {

    private static final Path HERE = Path.of("src/test/java/dev/asyncgate/engine/ReadmeExampleTest.java");
    private static final Path README = Path.of("../../README.md");

    @TempDir
    Path dataDir;

    @Test
    void itCompletesATaskAndLeavesNothingOpen() {
        try (Gate gate = Gate.open(Settings.read(Map.of(), null, Map.of("DATA_DIR", dataDir.toString())))) {
            // README
            Tasker planner = gate.tasker(Gate.DEFAULT_TENANT, Principal.parse("agent:planner"));
            CreatedTask task = planner.createTask(NewTask.of("report.render", Json.parse("{\"month\": 11}")));
            Worker worker = gate.worker(Gate.DEFAULT_TENANT, "gpu-7");
            for (ClaimedTask claimed : worker.leaseNext(ClaimTasks.Request.any())) {
                worker.startTask(claimed.taskId(), claimed.leaseId());
                Json artifacts = Json.parse("[\"s3://reports/11.pdf\"]");
                worker.complete(
                        claimed.taskId(), claimed.leaseId(), Completion.of(Json.parse("{\"pages\": 12}"), artifacts));
            }
            // END
            assertThat(planner.getTask(task.taskId()).status()).isEqualTo(TaskStatus.SUCCEEDED);
            assertThat(planner.openObligations(50, null).obligations()).isEmpty();
        }
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
