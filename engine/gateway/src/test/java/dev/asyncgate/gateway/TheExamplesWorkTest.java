package dev.asyncgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.access.Grant;
import dev.asyncgate.access.Role;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.settings.SettingEntry;
import dev.asyncgate.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in packaging/ for people to copy does what it says. */
class TheExamplesWorkTest {

    private static final Path PACKAGING = Path.of("../../packaging");

    private static final Grant ADMIN =
            new Grant(Role.ADMIN, null, Set.of(), List.of(), List.of(), Set.of(), null, null);

    /** What has no default that is the same on every machine. */
    private static final Set<String> OF_THIS_MACHINE = Set.of("DB_POOL_SIZE", "DATA_DIR", "INSTANCE_ID");

    private static final Pattern SETTING = Pattern.compile("#ASYNCGATE_([A-Z_]+)=(.*)");

    @ParameterizedTest
    @CsvSource({"sh, walk.sh, curl", "python3, walk.py, python3"})
    void aWalkThroughTheProtocolComesToItsEnd(String interpreter, String script, String needs) throws Exception {
        try (TestGateway gateway = TestGateway.open()) {
            Programs.run(Map.of(), needs, "--version");
            Map<String, String> environment = Map.of(
                    "ASYNCGATE_URL", gateway.gateway.address().toString(), "ASYNCGATE_API_KEY", gateway.key(ADMIN));
            Programs.Run run = Programs.run(
                    environment,
                    interpreter,
                    PACKAGING.resolve("examples").resolve(script).toString());
            assertThat(run.exitCode()).as(run.output()).isZero();
            assertThat(run.output()).contains("created", "claimed", "completed", "nothing of", "task.completed");
        }
    }

    @Test
    void theReadmeCallsWork() throws Exception {
        String readme = Files.readString(Path.of("../../README.md"));
        String block = readme.substring(readme.indexOf("url=http"), readme.indexOf("```", readme.indexOf("url=http")));
        List<String> steps = List.of(block.split("\\R(?=call \")"));
        assertThat(steps).hasSize(5);
        try (TestGateway gateway = TestGateway.open()) {
            Programs.run(Map.of(), "curl", "--version");
            Map<String, String> key = Map.of("ASYNCGATE_API_KEY", gateway.key(ADMIN));
            String said = "";
            for (String step : steps.subList(1, steps.size())) {
                String command = (steps.getFirst() + "\n" + step)
                        .replaceFirst("url=\\S+", "url=" + gateway.gateway.address())
                        .replace("TASK_ID", member("task_id", said))
                        .replace("LEASE_ID", member("lease_id", said));
                Programs.Run run = Programs.run(key, "sh", "-c", command);
                assertThat(run.exitCode()).as("%s%n%s", command, run.output()).isZero();
                said = run.output();
            }
            assertThat(said).contains("\"open_obligations\":[]");
        }
    }

    private static String member(String name, String json) {
        return Pattern.compile("\"" + name + "\":\"([^\"]*)\"")
                .matcher(json)
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElse("");
    }

    @ParameterizedTest
    @MethodSource("questions")
    void everyQuestionOfThoseOnCallIsAnswered(String question) throws Exception {
        try (Connection connection = TestGate.connect();
                Statement statement = connection.createStatement()) {
            connection.setReadOnly(true);
            assertThat(statement.execute(question)).isTrue();
        }
    }

    static Stream<String> questions() throws IOException {
        String queries = Files.readString(PACKAGING.resolve("examples/on-call.sql"));
        return Pattern.compile(";\\s*$", Pattern.MULTILINE)
                .splitAsStream(queries)
                .filter(query -> query.contains("SELECT"));
    }

    @Test
    void theEnvironmentFileHasEverySettingWithItsDefault() throws Exception {
        Map<String, String> listed = settings();
        List<SettingEntry> entries = Settings.read(Map.of(), null, Map.of()).entries();
        assertThat(listed.keySet())
                .containsExactlyElementsOf(
                        entries.stream().map(SettingEntry::key).toList());
        Map<String, String> defaults = entries.stream()
                .filter(entry -> !OF_THIS_MACHINE.contains(entry.key()))
                .collect(Collectors.toMap(SettingEntry::key, SettingEntry::value));
        assertThat(defaults)
                .allSatisfy((key, value) -> assertThat(List.of(value, value.replaceFirst("^none$", "")))
                        .as(key)
                        .contains(String.valueOf(listed.get(key))));
    }

    @Test
    void theEnvironmentFileCanBeReadAsItStandsAndWithEveryLineInForce(@TempDir Path folder) throws Exception {
        String text = Files.readString(PACKAGING.resolve("asyncgate.env"));
        Path file = Files.writeString(folder.resolve("asyncgate.env"), text.replaceAll("(?m)^#ASYNCGATE", "ASYNCGATE"));
        assertThat(Settings.read(Map.of(), PACKAGING.resolve("asyncgate.env"), Map.of())
                        .gateway())
                .isEqualTo(Settings.read(Map.of(), file, Map.of()).gateway());
    }

    @ParameterizedTest
    @ValueSource(strings = {"asyncgate.service", "asyncgate-scheduler.service"})
    void systemdReadsTheUnit(String name, @TempDir Path folder) throws Exception {
        String unit = Files.readString(PACKAGING.resolve(name));
        Path file = Files.writeString(folder.resolve(name), unit.replaceFirst("ExecStart=\\S+", "ExecStart=/bin/true"));
        Programs.Run run = Programs.run(Map.of(), "systemd-analyze", "verify", "--man=no", file.toString());
        assertThat(run.output().lines().filter(line -> line.contains(name))).isEmpty();
    }

    private static Map<String, String> settings() throws IOException {
        Map<String, String> settings = new LinkedHashMap<>();
        Files.readAllLines(PACKAGING.resolve("asyncgate.env")).stream()
                .map(SETTING::matcher)
                .filter(java.util.regex.Matcher::matches)
                .forEach(line -> settings.put(line.group(1), line.group(2)));
        return settings;
    }
}
