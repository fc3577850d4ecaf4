package dev.asyncgate.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.database.Migration;
import dev.asyncgate.database.ScratchDatabase;
import dev.asyncgate.database.TestServer;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One sentence each, and nothing changed. */
@TestInstance(Lifecycle.PER_CLASS)
class RestoreRefusesTest {

    private final ScratchDatabase source;
    private final ScratchDatabase target;
    private byte[] archive = {};

    private final Path directory;

    RestoreRefusesTest(@TempDir Path directory) throws SQLException {
        this.directory = directory;
        source = new ScratchDatabase(TestServer.superuser());
        target = new ScratchDatabase(TestServer.superuser());
    }

    @BeforeAll
    void aGoodArchiveAndAnEmptyTarget() throws IOException {
        Work.doIn(source.address());
        Path file = directory.resolve("good.zip");
        int _ = new Backup(source.address(), "asyncgate").write("1.2.3", file).epoch();
        archive = Files.readAllBytes(file);
        int _ = new Migration(target.address(), "asyncgate").apply();
    }

    @AfterAll
    void close() throws SQLException {
        source.close();
        target.close();
    }

    @Test
    void aFileThatIsNotThere() throws SQLException {
        assertRefused(directory.resolve("missing.zip"), "There is no file");
    }

    @Test
    void aFileThatIsNoArchive() throws Exception {
        assertRefused(Files.writeString(directory.resolve("letter.txt"), "Dear Sir"), "is no AsyncGate backup");
        Path zip = directory.resolve("other.zip");
        try (var out = new java.util.zip.ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new java.util.zip.ZipEntry("holiday.jpg"));
        }
        assertRefused(zip, "it has no manifest.json");
        assertRefused(directory, "");
    }

    @Test
    void aTruncatedArchive() throws Exception {
        for (int kept : new int[] {0, 1, 1000, archive.length / 2, archive.length - 1}) {
            assertRefused(file(Arrays.copyOf(archive, kept)), "it is no zip file, or a part of one");
        }
    }

    /** Some bytes of a zip mean nothing (the time of an entry, say); what is never done is to restore other rows. */
    @Test
    void anArchiveOneByteOfWhichHasChanged() throws Exception {
        int refused = 0;
        int tried = 0;
        var random = new Random(7);
        int directoryOfTheZip = archive.length - 2_000;
        for (int place = 0; place < archive.length; place += place < directoryOfTheZip ? 11 : 1) {
            tried++;
            byte[] changed = archive.clone();
            changed[place] ^= (byte) (1 << random.nextInt(8));
            try (ArchiveReader reader = ArchiveReader.open(file(changed))) {
                reader.verify();
            } catch (DamagedException e) {
                refused++;
                if (place % 100 == 0) {
                    assertRefused(file(changed), "damaged");
                }
            }
        }
        System.out.println("one byte changed: refused " + refused + " of " + tried);
        assertThat(refused).isGreaterThan(tried / 2);
    }

    @Test
    void rowsThatAreNotTheOnesThatWereWritten() throws Exception {
        assertRefused(rewritten(manifest -> table(manifest).put("sha256", "0".repeat(64))), "is not the one that was");
        assertRefused(rewritten(manifest -> table(manifest).put("rows", 4711)), "instead of 4711");
    }

    @Test
    void anArchiveOfANewerSchema() throws Exception {
        assertRefused(
                rewritten(manifest -> manifest.put("schema_number", Migration.NEWEST + 1)),
                "this AsyncGate knows " + Migration.NEWEST + ": restore it with AsyncGate 1.2.3 or newer");
    }

    @Test
    void tablesThatSomebodyChangedByHand() throws Exception {
        assertRefused(
                rewritten(manifest -> table(manifest).putArray("columns").add("other")), "(receipts): one of them was");
    }

    @Test
    void aSchemaInWhichSomebodyHasWorked() throws Exception {
        String before = content(source);
        assertThatThrownBy(() -> new Restore(source.address(), "asyncgate").read(file(archive)))
                .isInstanceOfSatisfying(
                        GateException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST))
                .hasMessageContaining("must be empty")
                .hasMessageContaining(" in receipts")
                .hasMessageContaining("Choose another");
        assertThat(content(source)).isEqualTo(before);
    }

    @Test
    void aDatabaseThatWasNotMigrated() throws Exception {
        try (var empty = new ScratchDatabase(TestServer.superuser())) {
            assertThatThrownBy(() -> new Restore(empty.address(), "asyncgate").read(file(archive)))
                    .isInstanceOfSatisfying(
                            GateException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATABASE_UNAVAILABLE))
                    .hasMessageContaining("run asyncgate migrate");
        }
    }

    @Test
    void aSchemaInWhichSomebodyIsWorking() throws Exception {
        try (var connection = target.address().connect("test", java.time.Duration.ofSeconds(5));
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT count(*) FROM asyncgate.receipts");
            assertRefused(file(archive), "stop every AsyncGate on it", ErrorCode.DATABASE_UNAVAILABLE);
            connection.rollback();
        }
    }

    private static ObjectNode table(ObjectNode manifest) {
        for (var table : manifest.required("tables")) {
            if (table.required("name").stringValue().equals("receipts")) {
                return (ObjectNode) table;
            }
        }
        throw new AssertionError("no receipts");
    }

    /** The archive with another manifest, and a digest that fits it. */
    private Path rewritten(Consumer<ObjectNode> change) throws IOException {
        Path good = file(archive);
        Path file = directory.resolve("rewritten.zip");
        try (var zip = new java.util.zip.ZipFile(good.toFile());
                var out = new java.util.zip.ZipOutputStream(Files.newOutputStream(file))) {
            byte[] manifest = {};
            for (var entry : java.util.Collections.list(zip.entries())) {
                byte[] bytes = zip.getInputStream(entry).readAllBytes();
                if (entry.getName().equals("manifest.json")) {
                    var json = (ObjectNode) JsonMapper.shared().readTree(bytes);
                    change.accept(json);
                    manifest = JsonMapper.shared().writeValueAsBytes(json);
                    bytes = manifest;
                } else if (entry.getName().equals("manifest.json.sha256")) {
                    bytes = (Digest.of(manifest) + "  manifest.json\n")
                            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
                }
                out.putNextEntry(new java.util.zip.ZipEntry(entry.getName()));
                out.write(bytes);
            }
        }
        return file;
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(directory.resolve("archive.zip"), bytes);
    }

    private void assertRefused(Path file, String said) throws SQLException {
        assertRefused(file, said, ErrorCode.INVALID_REQUEST);
    }

    private void assertRefused(Path file, String said, ErrorCode code) throws SQLException {
        String before = content(target);
        assertThatThrownBy(() -> new Restore(target.address(), "asyncgate").read(file))
                .isInstanceOfSatisfying(GateException.class, e -> {
                    assertThat(e.code()).isEqualTo(code);
                    assertThat(e.getMessage())
                            .contains(said)
                            .endsWith("Nothing was changed.")
                            .doesNotContain("Exception")
                            .hasLineCount(1);
                });
        assertThat(content(target)).isEqualTo(before);
    }

    private static String content(ScratchDatabase database) throws SQLException {
        return ScratchDatabase.ask(database.address(), """
                SELECT (SELECT count(*) FROM asyncgate.receipts) || ' ' || (SELECT count(*) FROM asyncgate.tasks)
                    || (SELECT i::text FROM asyncgate.installation i)
                    || (SELECT string_agg(tgenabled::text, '') FROM pg_trigger WHERE NOT tgisinternal)
                """);
    }
}
