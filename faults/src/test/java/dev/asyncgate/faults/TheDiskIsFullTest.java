package dev.asyncgate.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.asyncgate.engine.Eventually;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.invariant.Acknowledged;
import dev.asyncgate.json.Json;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.settings.Settings;
import dev.asyncgate.task.NewTask;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk of the database fills up under load; once there is room again the system goes on, and nothing is missing. */
@Fault
class TheDiskIsFullTest {

    private static final long MIB = 1024 * 1024;
    private static final String BULK = "{\"text\": \"" + "x".repeat(2_000) + "\", \"noise\": \"%s\"}";

    private final Random random = Seed.of(this);
    private final UUID tenantId = UUID.randomUUID();
    private final Acknowledged acknowledged = new Acknowledged();

    @TempDir
    private Path folder;

    @Test
    void andHasRoomAgain() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        if (!succeeds("mount", "-t", "tmpfs", "-o", "size=400m,mode=0755", "tmpfs", disk.toString())) {
            System.out.println("skipped: a small disk of its own takes the right to mount one (root)");
            abort("no mount");
        }
        try {
            fillUp(disk);
        } finally {
            assertThat(succeeds("umount", disk.toString())).isTrue();
        }
    }

    private void fillUp(Path disk) throws Exception {
        try (Gate gate = Gate.open(Settings.read(
                Map.of(),
                null,
                Map.of("DATA_DIR", disk.resolve("data").toString(), "DB_CONNECT_TIMEOUT_MS", "2000")))) {
            Proof proof = new Proof(Objects.requireNonNull(gate.embedded()).address(), tenantId);
            Principal planner = Principal.parse("agent:planner");
            try (Load load = Load.on(gate, tenantId, acknowledged, random).start(1, 2)) {
                load.awaitMore(50, Duration.ofSeconds(30));
                Path ballast = disk.resolve("ballast");
                try (var file = new RandomAccessFile(ballast.toFile(), "rw")) {
                    fill(file, disk.toFile().getUsableSpace() - 20 * MIB);
                }
                String refusal = createUntilRefused(gate, planner);
                System.out.println("    a full disk is told as: " + refusal);
                Files.delete(ballast);
                Eventually.is("a task can be created again", Duration.ofSeconds(60), () -> mayCreate(gate, planner));
                load.awaitMore(50, Duration.ofSeconds(60));
                load.finishCreating(Duration.ofSeconds(30));
                proof.awaitAllEnded(Duration.ofSeconds(90));
            }
            Proof after = new Proof(Objects.requireNonNull(gate.embedded()).address(), tenantId);
            after.assertHolds(acknowledged, gate.inspector(tenantId));
        }
    }

    private static void fill(RandomAccessFile file, long bytes) throws IOException {
        byte[] block = new byte[(int) MIB];
        for (long written = 0; written < bytes; written += MIB) {
            file.write(block);
        }
    }

    /** Each is acknowledged, or refused with a sentence that says that the database cannot just now. */
    private String createUntilRefused(Gate gate, Principal planner) {
        for (int n = 0; n < 20_000; n++) {
            try {
                acknowledged.created(create(gate, planner, "bulk-" + n));
            } catch (GateException e) {
                assertThat(e.code()).as(e.getMessage()).isEqualTo(ErrorCode.DATABASE_UNAVAILABLE);
                return e.getMessage();
            }
        }
        throw new AssertionError("the disk was never full");
    }

    private boolean mayCreate(Gate gate, Principal planner) {
        try {
            acknowledged.created(create(gate, planner, "afterwards"));
            return true;
        } catch (GateException e) {
            assertThat(e.code()).as(e.getMessage()).isEqualTo(ErrorCode.DATABASE_UNAVAILABLE);
            return false;
        }
    }

    private UUID create(Gate gate, Principal planner, String key) {
        byte[] noise = new byte[3_000];
        random.nextBytes(noise);
        Json payload = Json.parse(BULK.formatted(HexFormat.of().formatHex(noise)));
        return gate.tasker(tenantId, planner)
                .createTask(
                        NewTask.builder(Load.TYPE, payload).idempotencyKey(key).build())
                .taskId();
    }

    private static boolean succeeds(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        }
    }
}
