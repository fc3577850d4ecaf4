package dev.asyncgate.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.gateway.Programs;
import dev.asyncgate.gateway.TestGateway;
import dev.asyncgate.lease.ClaimedTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The alerts and the dashboard that come along ask for what the gate tells, by the names under which it tells it. */
class MonitoringNamesWhatIsMeasuredTest {

    private static final Path FILES = Path.of("..", "..", "packaging", "monitoring");
    private static final String ALERTS = "asyncgate-alerts.yaml";
    private static final JsonMapper JSON = new JsonMapper();
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
    void prometheusUnderstandsTheAlerts() throws Exception {
        promtool("check", "rules", FILES.resolve(ALERTS).toString());
    }

    @Test
    void prometheusFindsItsConfigurationInOrder(@TempDir Path folder) throws Exception {
        Files.copy(FILES.resolve(ALERTS), folder.resolve(ALERTS));
        Files.writeString(folder.resolve("asyncgate-metrics-key"), "ag_x");
        Path configuration = Files.copy(FILES.resolve("prometheus.yaml"), folder.resolve("prometheus.yaml"));
        promtool("check", "config", configuration.toString());
    }

    @Test
    void theAlertsFireOnABadDayAndOnNoOther(@TempDir Path folder) throws Exception {
        Files.copy(FILES.resolve(ALERTS), folder.resolve(ALERTS));
        Path days = Files.copy(Path.of("src/test/resources/monitoring/alerts-test.yaml"), folder.resolve("days.yaml"));
        promtool("test", "rules", days.toString());
    }

    @Test
    void prometheusUnderstandsWhatTheDashboardAsks(@TempDir Path folder) throws Exception {
        ObjectNode questions = JSON.createObjectNode();
        ObjectNode group = questions.putArray("groups").addObject().put("name", "dashboard");
        ArrayNode rules = group.putArray("rules");
        JSON.readTree(FILES.resolve("asyncgate-dashboard.json").toFile())
                .at("/panels")
                .forEach(panel -> panel.path("targets")
                        .forEach(target -> rules.addObject()
                                .put("record", "dashboard:question:" + rules.size())
                                .put(
                                        "expr",
                                        target.get("expr")
                                                .asString()
                                                .replace("$__rate_interval", "5m")
                                                .replace("$tenant", ".*"))));
        assertThat(rules).hasSizeGreaterThan(20);
        promtool(
                "check",
                "rules",
                Files.writeString(folder.resolve("dashboard.yaml"), questions.toString())
                        .toString());
    }

    private static void promtool(String... arguments) throws Exception {
        Programs.Run run = Programs.run(
                Map.of(),
                Stream.concat(Stream.of("promtool"), Stream.of(arguments)).toArray(String[]::new));
        assertThat(run.exitCode()).as(run.output()).isZero();
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
