package dev.asyncgate.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.gateway.TestGateway;
import dev.asyncgate.lease.ClaimedTask;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The alerts and the dashboard that come along ask for what the gate tells, by the names under which it tells it. */
class MonitoringNamesWhatIsMeasuredTest {

    private static final Path FILES = Path.of("..", "..", "packaging", "monitoring");
    private static final Pattern METRIC = Pattern.compile("\\b(asyncgate|jvm|process)_[a-z_]+\\b");

    @ParameterizedTest
    @ValueSource(strings = {"asyncgate-alerts.yaml", "asyncgate-dashboard.json"})
    void everyMetricOfTheFileIsThere(String file) throws IOException {
        Set<String> named = METRIC.matcher(Files.readString(FILES.resolve(file)))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(told()).containsAll(named);
        assertThat(named).hasSizeGreaterThan(10);
    }

    @Test
    void prometheusUnderstandsTheAlerts() throws IOException, InterruptedException {
        assumeTrue(
                hasPromtool(),
                "promtool is not on the PATH (Debian's package prometheus has it): rules were not checked");
        Process promtool = new ProcessBuilder("promtool", "check", "rules", "asyncgate-alerts.yaml")
                .directory(FILES.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(promtool.waitFor()).as(said).isZero();
    }

    private static boolean hasPromtool() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool")));
    }

    /** The names of all metrics of a gate on which something has happened. */
    private static Set<String> told() {
        try (TestGateway gateway = TestGateway.open()) {
            gateway.gate.create("done");
            Worker worker = gateway.gate.worker("w");
            ClaimedTask task = gateway.gate.claim(worker);
            worker.complete(task.taskId(), task.leaseId(), TestGate.located());
            gateway.gate.create("waiting");
            gateway.get("/v1/tasks");
            String own = gateway.get("/metrics").response().body();
            String everything =
                    gateway.send(gateway.bare("/metrics").GET()).response().body();
            return (own + everything)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("[{ ]", 2)[0])
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
