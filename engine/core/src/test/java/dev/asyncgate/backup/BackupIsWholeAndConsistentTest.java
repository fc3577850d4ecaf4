package dev.asyncgate.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.database.DatabaseAddress;
import dev.asyncgate.database.Migration;
import dev.asyncgate.database.ScratchDatabase;
import dev.asyncgate.database.TestServer;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.task.NewTask;
import dev.asyncgate.task.TaskStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupIsWholeAndConsistentTest {

    @TempDir
    private Path directory;

    private ScratchDatabase source;
    private ScratchDatabase target;

    BackupIsWholeAndConsistentTest() throws SQLException {
        source = new ScratchDatabase(TestServer.superuser());
        target = new ScratchDatabase(TestServer.superuser());
    }

    @BeforeEach
    void work() {
        Work.doIn(source.address());
    }

    @AfterEach
    void close() throws SQLException {
        source.close();
        target.close();
    }

    @Test
    void whatIsRestoredIsWhatWasThereToTheLastByte() throws SQLException {
        Manifest written = backup(source.address(), "one.zip");
        Manifest restored = restore(target.address(), "one.zip");

        assertThat(restored).isEqualTo(written);
        assertThat(written.tables())
                .as("every table of the schema")
                .extracting(Manifest.Table::name)
                .contains("receipts", "receipt_edges", "lease_events", "installation");
        assertThat(written.rows()).isGreaterThan(50);
        Manifest again = backup(target.address(), "two.zip");
        for (Manifest.Table table : written.tables()) {
            if (!table.name().equals("installation")) {
                assertThat(again.table(table.name())).contains(table);
            }
        }
    }

    @Test
    void theRestoredGateGoesOnWorkingUnderAllItsGuards() throws SQLException {
        int _ = backup(source.address(), "one.zip").epoch();
        int _ = restore(target.address(), "one.zip").epoch();

        try (Gate gate = Gate.open(TestGate.settings(ScratchDatabase.url(target.address())))) {
            var tasker = gate.tasker(Gate.DEFAULT_TENANT, TestGate.PLANNER);
            var task = tasker.createTask(NewTask.of("after", Json.emptyObject()));
            assertThat(tasker.getTask(task.taskId()).status()).isEqualTo(TaskStatus.QUEUED);
            assertThat(gate.inspector(Gate.DEFAULT_TENANT).checkInvariants(java.time.Instant.EPOCH).stream()
                            .filter(check -> !check.holds()))
                    .isEmpty();
        }
        assertThat(guards(target.address())).isEqualTo(guards(source.address()));
        assertThatThrownBy(() ->
                        ScratchDatabase.execute(target.address(), "SET search_path = asyncgate; DELETE FROM receipts"))
                .hasMessageContaining("append-only");
    }

    @Test
    void positionsAfterARestoreLieAboveAllThatWereRestored() throws SQLException {
        Manifest written = backup(source.address(), "one.zip");
        Manifest restored = restore(target.address(), "one.zip");
        assertThat(restored.epoch()).isEqualTo(written.epoch()).isPositive();

        String last = ScratchDatabase.ask(target.address(), "SELECT max(position) FROM asyncgate.receipts");
        try (Gate gate = Gate.open(TestGate.settings(ScratchDatabase.url(target.address())))) {
            gate.tasker(Gate.DEFAULT_TENANT, TestGate.PLANNER).createTask(NewTask.of("after", Json.emptyObject()));
        }
        assertThat(ScratchDatabase.ask(target.address(), "SELECT epoch FROM asyncgate.installation"))
                .isEqualTo(String.valueOf(written.epoch() + 1));
        assertThat(ScratchDatabase.ask(
                        target.address(),
                        "SELECT min(position) >> 48 FROM asyncgate.receipts WHERE position > " + last))
                .isEqualTo(String.valueOf(written.epoch() + 1));
        assertThat(ScratchDatabase.ask(
                        target.address(), "SELECT count(*) FROM asyncgate.receipts WHERE position > " + last))
                .isEqualTo("1");
    }

    private static String guards(DatabaseAddress database) throws SQLException {
        return ScratchDatabase.ask(database, """
                SELECT string_agg(format('%s.%s:%s', tgrelid::regclass, tgname, tgenabled), ' ' ORDER BY tgname, tgrelid::regclass::text)
                FROM pg_trigger WHERE NOT tgisinternal
                """);
    }

    @Test
    void whoWritesMeanwhileIsInTheArchiveWithAllOfATransactionOrNotAtAll() throws Exception {
        var stop = new AtomicBoolean();
        try (Gate gate = Gate.open(TestGate.settings(ScratchDatabase.url(source.address())))) {
            var tasker = gate.tasker(Gate.DEFAULT_TENANT, TestGate.PLANNER);
            Thread writer = Thread.ofVirtual().start(() -> {
                while (!stop.get()) {
                    tasker.createTask(NewTask.of("meanwhile", Json.emptyObject()));
                }
            });
            for (int i = 0; i < 5; i++) {
                backup(source.address(), i + ".zip");
            }
            stop.set(true);
            writer.join();
        }
        restore(target.address(), "4.zip");
        assertThat(ScratchDatabase.ask(target.address(), """
                SELECT (SELECT count(*) FROM asyncgate.tasks) = (SELECT count(*) FROM asyncgate.receipts
                        WHERE type = 'task.assigned')
                """)).isEqualTo("t");
    }

    @Test
    void theArchiveIsAZipThatPeopleCanRead() throws IOException {
        Manifest written = backup(source.address(), "one.zip");
        try (var zip = new java.util.zip.ZipFile(directory.resolve("one.zip").toFile())) {
            String manifest = text(zip, "manifest.json");
            assertThat(manifest)
                    .contains("\"format\" : \"asyncgate-backup-1\"", "\"schema_number\" : " + Migration.NEWEST)
                    .contains("\"postgresql_version\" : \"18", "\"product_version\" : \"1.2.3\"");
            assertThat(Manifest.parse(manifest)).isEqualTo(written);
            assertThat(text(zip, "tables/receipts.copy").lines().findFirst().orElseThrow())
                    .startsWith("tenant_id\treceipt_id\tposition");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("one.zip"))))
                .isEqualTo("rw-------");
    }

    private static String text(java.util.zip.ZipFile zip, String name) throws IOException {
        try (var in = zip.getInputStream(zip.getEntry(name))) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    @Test
    void aFileThatExistsStaysAsItIs() throws IOException {
        Path file = Files.writeString(directory.resolve("precious.zip"), "precious");
        assertRefused(file, "exists already and is not overwritten");
        assertThat(file).hasContent("precious");
    }

    @Test
    void anUnfinishedBackupLeavesNothing() throws IOException {
        var nobody = new DatabaseAddress("jdbc:postgresql://127.0.0.1:1/none", "nobody", "");
        assertThatThrownBy(() -> new Backup(nobody, "asyncgate").write("1", directory.resolve("one.zip")))
                .isInstanceOfSatisfying(
                        GateException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATABASE_UNAVAILABLE));
        assertThatThrownBy(() -> new Backup(source.address(), "elsewhere").write("1", directory.resolve("one.zip")))
                .hasMessageContaining("has no AsyncGate schema named elsewhere");
        try (var left = Files.list(directory)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aDirectoryThatIsNotThereIsNamed() {
        assertRefused(directory.resolve("no/such/place.zip"), "there is no such directory");
    }

    private void assertRefused(Path file, String said) {
        assertThatThrownBy(() -> new Backup(source.address(), "asyncgate").write("1", file))
                .isInstanceOfSatisfying(GateException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
                    assertThat(e.getMessage()).contains(file.toString(), said).hasLineCount(1);
                });
    }

    @Test
    void noSequenceHidesAStateThatTheArchiveWouldForget() throws SQLException {
        assertThat(
                        ScratchDatabase.ask(
                                source.address(),
                                "SELECT count(*) FROM pg_class WHERE relkind = 'S' AND relnamespace = 'asyncgate'::regnamespace"))
                .isEqualTo("0");
    }

    private Manifest backup(DatabaseAddress from, String name) {
        return new Backup(from, "asyncgate").write("1.2.3", directory.resolve(name));
    }

    private Manifest restore(DatabaseAddress to, String name) {
        new Migration(to, "asyncgate").apply();
        return new Restore(to, "asyncgate").read(directory.resolve(name));
    }
}
