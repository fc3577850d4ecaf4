package dev.asyncgate.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad days: one clear sentence each, and nothing lost. */
@Timeout(120)
class EmbeddedServerRefusesTest {

    private final Scratch scratch;

    EmbeddedServerRefusesTest() throws IOException {
        scratch = new Scratch();
    }

    @AfterEach
    void sweep() throws IOException {
        scratch.close();
    }

    @Test
    void aFileInPlaceOfTheDirectory() throws IOException {
        Path file = Files.writeString(scratch.root().resolve("file"), "precious");
        assertThat(refusal(ErrorCode.INVALID_REQUEST, file))
                .contains(file.toString(), "is a file", "choose another data directory");
        assertThat(file).hasContent("precious");
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void anotherMajorVersionsData(int major) throws IOException {
        Path data = Files.createDirectories(scratch.root().resolve("postgres/" + major + "/data"));
        Files.writeString(data.resolve("PG_VERSION"), major + "\n");
        assertThat(refusal(ErrorCode.INVALID_REQUEST, scratch.root()))
                .contains("PostgreSQL " + major, "PostgreSQL 18", "nothing was touched", "backup", "restore");
        assertThat(scratch.home()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void anotherMajorVersionsDataUnderTheNameOfOurs(int major) throws IOException {
        EmbeddedPostgres.open(scratch.root()).close();
        Path version = scratch.data().resolve("PG_VERSION");
        Files.writeString(version, major + "\n");
        assertThat(refusal(ErrorCode.INVALID_REQUEST, scratch.root())).contains("PostgreSQL " + major, "PostgreSQL 18");

        Files.writeString(version, "18\n");
        EmbeddedPostgres.open(scratch.root()).close();
    }

    @Test
    void aServerThatDoesNotStartIsQuoted() throws IOException {
        EmbeddedPostgres.open(scratch.root()).close();
        Files.writeString(scratch.data().resolve("postgresql.auto.conf"), "work_mem = 'much'\n");
        assertThat(refusal(ErrorCode.DATABASE_UNAVAILABLE, scratch.root()))
                .contains("does not start", "postgresql.auto.conf", scratch.home() + "/server.log");
    }

    @Test
    void damagedDataAreNotReplacedByNewOnes() throws IOException {
        EmbeddedPostgres.open(scratch.root()).close();
        Files.delete(scratch.data().resolve("PG_VERSION"));
        assertThat(refusal(ErrorCode.DATABASE_UNAVAILABLE, scratch.root())).contains("PG_VERSION");
        assertThat(scratch.data().resolve("base")).isNotEmptyDirectory();
    }

    @Test
    void aPasswordThatIsNotTheServers() throws IOException {
        EmbeddedPostgres.open(scratch.root()).close();
        Path file = scratch.home().resolve("password");
        String password = Files.readString(file);
        Files.writeString(file, "guess\n");
        assertThat(refusal(ErrorCode.DATABASE_UNAVAILABLE, scratch.root())).contains("password", file.toString());
        assertThat(Postmaster.runningOn(scratch.data()))
                .as("nobody uses it, so it is stopped")
                .isEmpty();

        Files.delete(file);
        assertThat(refusal(ErrorCode.DATABASE_UNAVAILABLE, scratch.root())).contains("put the file " + file + " back");

        Files.writeString(file, password);
        EmbeddedPostgres.open(scratch.root()).close();
    }

    @ParameterizedTest
    @CsvSource({"Mac OS X, aarch64", "Windows 11, amd64", "Linux, aarch64"})
    void aMachineForWhichNothingIsShipped(String system, String processor) {
        assertThatThrownBy(() -> Binaries.of(system, processor))
                .isInstanceOf(GateException.class)
                .hasMessageContainingAll(system, processor, "Linux on amd64", "configure the URL");
    }

    @Test
    void aFullDisk() throws Exception {
        Path disk = mounted("size=8m");
        try {
            assertThat(refusal(ErrorCode.DATABASE_UNAVAILABLE, disk))
                    .contains(disk.toString(), "full", "free some space");
        } finally {
            unmount(disk);
        }
    }

    @Test
    void aDiskThatFillsUpLosesNothing() throws Exception {
        Path disk = mounted("size=300m");
        try {
            Path directory = withPrograms(disk.resolve("gate"));
            try (var server = EmbeddedPostgres.open(directory)) {
                Scratch.execute(server.superuserAddress(), "CREATE TABLE kept AS SELECT 42 AS answer");
            }
            Path ballast = fill(disk);
            assertThat(refusal(ErrorCode.DATABASE_UNAVAILABLE, directory)).contains("full", "untouched");

            Files.delete(ballast);
            try (var server = EmbeddedPostgres.open(directory)) {
                assertThat(Scratch.ask(server.superuserAddress(), "SELECT answer FROM kept"))
                        .isEqualTo("42");
            }
        } finally {
            unmount(disk);
        }
    }

    @Test
    void aReadOnlyDisk() throws Exception {
        Path disk = mounted("size=300m");
        try {
            Path directory = withPrograms(disk.resolve("gate"));
            EmbeddedPostgres.open(directory).close();
            succeed("mount", "-o", "remount,ro", disk.toString());
            assertThat(refusal(ErrorCode.DATABASE_UNAVAILABLE, directory))
                    .contains(directory.toString(), "must be writable", "choose another data directory");
            assertThat(refusal(ErrorCode.DATABASE_UNAVAILABLE, disk.resolve("new")))
                    .contains("must be writable");
        } finally {
            unmount(disk);
        }
    }

    private static String refusal(ErrorCode code, Path directory) {
        var refusal = catchThrowableOfType(
                GateException.class, () -> EmbeddedPostgres.open(directory).close());
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.getMessage()).doesNotContain("Exception").hasLineCount(1);
        System.out.println("refused: " + refusal.getMessage());
        return refusal.getMessage();
    }

    private static Path withPrograms(Path directory) throws IOException {
        Files.createDirectories(directory.resolve("postgres"));
        Files.createSymbolicLink(directory.resolve("postgres/bin"), Scratch.PROGRAMS);
        return directory;
    }

    private Path mounted(String options) throws IOException {
        Path disk = Files.createDirectory(scratch.root().resolve("disk"));
        var mount = Command.run(
                Path.of("/"), List.of(), List.of("mount", "-t", "tmpfs", "-o", options, "tmpfs", disk.toString()));
        if (!mount.succeeded()) {
            System.out.println("skipped: a disk of a few MB needs the right to mount: " + mount.output());
            abort("may not mount");
        }
        return disk;
    }

    private static Path fill(Path disk) throws IOException {
        Path ballast = disk.resolve("ballast");
        byte[] block = new byte[1 << 16];
        try (var out = Files.newOutputStream(ballast)) {
            for (int blocks = 0; blocks < 1 << 16; blocks++) {
                out.write(block);
            }
        } catch (IOException e) {
            return ballast;
        }
        throw new AssertionError("the disk does not fill");
    }

    private static void unmount(Path disk) throws IOException {
        succeed("umount", "-l", disk.toString());
    }

    private static void succeed(String... command) throws IOException {
        var done = Command.run(Path.of("/"), List.of(), List.of(command));
        assertThat(done.exitCode()).as(done.output()).isZero();
    }
}
