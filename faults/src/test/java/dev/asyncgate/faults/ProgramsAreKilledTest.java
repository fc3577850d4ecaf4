package dev.asyncgate.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.database.DatabaseAddress;
import dev.asyncgate.engine.Eventually;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.error.GateException;
import dev.asyncgate.invariant.Acknowledged;
import dev.asyncgate.settings.Settings;
import dev.asyncgate.workers.Taskee;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 of the gate, a worker, the scheduler and PostgreSQL at random moments under load. A supervisor starts the programs
 * again; the embedded server is brought back by whoever is left.
 */
@Fault
class ProgramsAreKilledTest {

    private static final int ROUNDS = 2;
    private static final String EVERY_SECOND = """
            {"interval_seconds": 1, "misfire": "catch_up_all", "template": {"type": "tick", "payload": {}}}""";

    private final Random random = Seed.of(this);
    private final Acknowledged acknowledged = new Acknowledged();

    @TempDir
    private Path folder;

    @Test
    void oneAfterTheOther() throws Exception {
        Path data = folder.resolve("data");
        int port = Ports.free();
        URI url = URI.create("http://127.0.0.1:" + port);
        HttpTasker clients = new HttpTasker(url);
        try (Program gate = program("serve", "--port", Integer.toString(port), "--data-dir", data.toString())) {
            awaitAnswer(clients);
            try (Program scheduler = program("scheduler", "--data-dir", data.toString());
                    Program worker = program(
                            "worker",
                            "echo",
                            "--url",
                            url.toString(),
                            "--type",
                            Load.TYPE,
                            "--type",
                            "tick",
                            "--concurrency",
                            "2",
                            "--lease-seconds",
                            "10",
                            "--data-dir",
                            data.toString());
                    Load load = new Load(
                            acknowledged,
                            random,
                            key -> clients.create(Load.TYPE, "{}", key),
                            id -> Taskee.at(url, null, id))) {
                UUID schedule = clients.create("schedule.create", EVERY_SECOND, "every-second");
                awaitSuccess(clients, schedule);
                load.start(2, 3);
                killAll(data, load, List.of(gate, scheduler, worker));
                load.awaitMore(100, Duration.ofSeconds(60));
                load.finishCreating(Duration.ofSeconds(60));
                awaitSuccess(
                        clients,
                        clients.create("schedule.delete", "{\"schedule_id\": \"" + schedule + "\"}", "delete"));
                prove(data, schedule);
            }
        }
    }

    /** Each at least twice, the database too, in a random order. */
    private void killAll(Path data, Load load, List<Program> programs) throws Exception {
        List<Program> victims = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            victims.addAll(programs);
        }
        Collections.shuffle(victims, random);
        for (int i = 0; i < victims.size(); i++) {
            awaitMoment(load);
            victims.get(i).killAndStartAgain();
            if (i % programs.size() == 1) {
                awaitMoment(load);
                killServer(data);
            }
        }
        assertThat(programs).allMatch(Program::isAlive);
    }

    private void awaitMoment(Load load) throws InterruptedException {
        load.awaitMore(random.nextInt(20, 80), Duration.ofSeconds(60));
        TimeUnit.MILLISECONDS.sleep(random.nextInt(300));
    }

    private void prove(Path data, UUID schedule) throws Exception {
        try (Gate gate = Gate.open(
                Settings.read(Map.of(), null, Map.of("DATA_DIR", data.toString(), "SWEEP_ENABLED", "false")))) {
            DatabaseAddress address = Objects.requireNonNull(gate.embedded()).address();
            Proof proof = new Proof(address, Gate.DEFAULT_TENANT);
            proof.awaitAllEnded(Duration.ofSeconds(90));
            proof.assertHolds(acknowledged, gate.inspector(Gate.DEFAULT_TENANT));
            assertThat(proof.ask(
                            "SELECT count(*) || ' of ' || extract(epoch FROM max(run_at) - min(run_at))::int + 1 FROM ("
                                    + "SELECT split_part(idempotency_key, ':', 2) AS schedule_id,"
                                    + " substr(idempotency_key, 47)::timestamptz AS run_at FROM submitted_tasks"
                                    + " WHERE idempotency_key LIKE 'schedule:" + schedule + ":%') runs"))
                    .as("each run has one task")
                    .matches("(\\d+) of \\1")
                    .isNotEqualTo("0 of 0");
        }
    }

    private static void awaitAnswer(HttpTasker clients) throws InterruptedException {
        Eventually.is("the gate answers", Duration.ofSeconds(60), () -> {
            try {
                return !clients.status(clients.create(Load.TYPE, "{}", "first")).isEmpty();
            } catch (GateException e) {
                return false;
            }
        });
    }

    private static void awaitSuccess(HttpTasker clients, UUID taskId) throws InterruptedException {
        Eventually.is("the scheduler has done " + taskId, Duration.ofSeconds(60), () -> {
            try {
                return clients.status(taskId).equals("succeeded");
            } catch (GateException e) {
                return false;
            }
        });
    }

    private static void killServer(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            Path file = files.filter(each -> each.endsWith("postmaster.pid"))
                    .findFirst()
                    .orElseThrow();
            long pid = Long.parseLong(Files.readAllLines(file).getFirst());
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private Program program(String... arguments) throws IOException {
        return new Program(folder, "256m", arguments);
    }
}
