package dev.asyncgate.workers.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.asyncgate.engine.Eventually;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.workers.Handed;
import dev.asyncgate.workers.LeasedTask;
import dev.asyncgate.workers.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** command.execute runs what is listed, where it may, as long as it may, and leaves no process; with a namespace or without. */
@ParameterizedClass
@ValueSource(booleans = {true, false})
class CommandsStayInTheirCageTest {

    @Parameter
    private boolean namespaced;

    @TempDir
    private Path base;

    @TempDir
    private Path outside;

    private List<String> prefix = List.of();

    /** Stands in the command line of what must not survive. */
    private final String sign = "3" + Math.abs(UUID.randomUUID().getLeastSignificantBits() % 1_000_000_000L);

    @BeforeEach
    void lookForNamespaces() {
        prefix = namespaced ? ProcessTree.namespace() : List.of();
        assumeFalse(namespaced && prefix.isEmpty(), "this machine grants no PID namespace");
    }

    /** Else the folder's own removal warns of each. */
    @AfterEach
    void removeLinks() throws IOException {
        for (Path folder : List.of(base, outside)) {
            try (Stream<Path> entries = Files.list(folder)) {
                for (Path link : entries.filter(Files::isSymbolicLink).toList()) {
                    Files.delete(link);
                }
            }
        }
    }

    @Test
    void aListedProgramRunsAndItsOutputIsTheResult() throws Exception {
        assertThat(done(run("/bin/echo", "-n", "two  words", "$(id)", "*", ";ls")))
                .isEqualTo("{\"exit_code\":0,\"stdout\":\"two  words $(id) * ;ls\",\"stderr\":\"\"}");
    }

    @Test
    void anotherExitCodeThanNoneIsAFailureThatSaysWhy() throws Exception {
        assertThat(failed(shell("echo nothing there >&2; exit 7"))).contains("Exit code 7", "nothing there");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/usr/bin/id",
                "echo",
                "bin/echo",
                "./echo",
                "/bin/../bin/echo",
                "/bin//echo",
                "/proc/self/exe",
                "/bin/echo ",
                ""
            })
    void whatIsNotListedByTheseVeryLettersIsRefused(String program) throws Exception {
        assertThat(failed(run(program))).contains("refused");
    }

    @Test
    void anotherLinkToAListedProgramIsAnotherProgram() throws Exception {
        Path link = Files.createSymbolicLink(base.resolve("innocent"), Path.of("/bin/echo"));
        assertThat(failed(run(link.toString()))).contains("refused");
    }

    @Test
    void aListedLinkThatIsTurnedElsewhereIsRefused() throws Exception {
        Path link = Files.createSymbolicLink(outside.resolve("tool"), Path.of("/bin/echo"));
        var worker = new CommandWorker(rules(List.of(link.toString()), 10), prefix);
        ObjectNode payload = JsonNodeFactory.instance.objectNode().put("program", link.toString());
        assertThat(worker.work(Handed.task("command.execute", payload.toString())))
                .isInstanceOf(Outcome.Completed.class);
        Files.delete(link);
        Files.createSymbolicLink(link, Path.of("/bin/sh"));
        assertThat(failed(worker.work(Handed.task("command.execute", payload.toString()))))
                .contains("no longer leads");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bin/echo", "echo", "/no/such/program", "/etc/passwd", "/tmp"})
    void aListThatNamesNoProgramStopsTheStart(String program) {
        assertThatThrownBy(() -> rules(List.of(program), 10))
                .isInstanceOf(GateException.class)
                .hasMessageContaining(program);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../", "/", "/etc", "inner/../..", "out", "out/deeper", "file", "missing"})
    void aFolderOutsideOfTheBaseIsRefused(String folder) throws Exception {
        Files.createDirectory(base.resolve("inner"));
        Files.createDirectory(outside.resolve("deeper"));
        Files.createFile(base.resolve("file"));
        Files.createSymbolicLink(base.resolve("out"), outside);
        assertThat(failed(runIn(folder, "/bin/pwd"))).contains("refused");
    }

    @Test
    void aFolderInsideOfTheBaseIsWhereItRuns() throws Exception {
        Path inner = Files.createDirectories(base.resolve("a/b"));
        assertThat(done(runIn("a/../a/b", "/bin/pwd")))
                .contains(inner.toRealPath().toString());
    }

    @Test
    void nothingOfTheEnvironmentIsHandedOn() throws Exception {
        String output =
                Json.parse(done(run("/usr/bin/env"))).node().path("stdout").stringValue();
        assertThat(output.lines())
                .allSatisfy(line -> assertThat(line).matches("(PATH|LANG|HOME|ASYNCGATE_COMMAND)=.*"))
                .hasSize(4);
    }

    @Test
    void moreOutputThanAllowedEndsIt() throws Exception {
        assertThat(failed(run("/usr/bin/yes"))).contains("output_limit");
    }

    @Test
    void whatTakesTooLongIsKilledWithAllItsChildren() throws Exception {
        assertThat(failed(shell("sleep %1$s & sh -c 'sleep %1$s & sleep %1$s' & sleep %1$s".formatted(sign))))
                .contains("timeout");
        assertNothingIsLeft();
    }

    @Test
    void childrenThatLeaveTheirSessionAndTheirParentAreKilled() throws Exception {
        assertThat(failed(shell("(setsid sh -c '(setsid sleep %1$s &) ; exit' &) ; sleep %1$s".formatted(sign))))
                .contains("timeout");
        assertNothingIsLeft();
    }

    @Test
    void childrenThatAlsoClearTheirEnvironmentAreKilledWhereTheyWereSeen() throws Exception {
        assertThat(failed(shell("env -i setsid sh -c 'sleep %1$s' & sleep %1$s".formatted(sign))))
                .contains("timeout");
        assertNothingIsLeft();
    }

    @Test
    void aChildThatOutlivesItsParentEndsWithIt() throws Exception {
        long before = System.nanoTime();
        assertThat(done(shell("setsid sleep %s & echo started".formatted(sign))))
                .contains("started");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        assertNothingIsLeft();
    }

    @Test
    void theLossOfTheLeaseKillsTheTree() throws Exception {
        var ended = new CompletableFuture<Boolean>();
        Thread hand = Thread.ofPlatform().start(() -> {
            try {
                worker(60).work(task("/bin/sh", null, "-c", "setsid sleep " + sign + " & sleep " + sign));
                ended.complete(false);
            } catch (InterruptedException e) {
                ended.complete(true);
            } catch (Exception e) {
                ended.completeExceptionally(e);
            }
        });
        Eventually.is("it runs", Duration.ofSeconds(10), () -> living() >= 2);
        hand.interrupt();
        assertThat(ended.get()).isTrue();
        assertNothingIsLeft();
    }

    private Outcome shell(String script) throws Exception {
        return run("/bin/sh", "-c", script);
    }

    private Outcome run(String program, String... arguments) throws Exception {
        return worker(2).work(task(program, null, arguments));
    }

    private Outcome runIn(String folder, String program) throws Exception {
        return worker(2).work(task(program, folder));
    }

    private CommandWorker worker(int timeoutSeconds) {
        return new CommandWorker(
                rules(List.of("/bin/echo", "/bin/sh", "/bin/pwd", "/usr/bin/env", "/usr/bin/yes"), timeoutSeconds),
                prefix);
    }

    private CommandRules rules(List<String> programs, int timeoutSeconds) {
        return new CommandRules(programs, base, Duration.ofSeconds(timeoutSeconds), 64 * 1024);
    }

    private static LeasedTask task(String program, @Nullable String folder, String... arguments) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode().put("program", program);
        payload.put("working_directory", folder);
        List.of(arguments).forEach(payload.putArray("arguments")::add);
        return Handed.task("command.execute", payload.toString());
    }

    private void assertNothingIsLeft() throws InterruptedException {
        Eventually.is("no process is left", Duration.ofSeconds(3), () -> living() == 0);
    }

    /** How many processes carry the sign; ProcessHandle does not tell the arguments of all. */
    private long living() {
        return ProcessHandle.allProcesses().filter(this::carriesTheSign).count();
    }

    private boolean carriesTheSign(ProcessHandle handle) {
        try {
            return Files.readString(Path.of("/proc/" + handle.pid() + "/cmdline"))
                    .contains(sign);
        } catch (IOException e) {
            return false;
        }
    }

    private static String done(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Completed.class);
        return ((Outcome.Completed) outcome).completion().result().text();
    }

    private static String failed(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        return ((Outcome.Failed) outcome).error().text();
    }
}
