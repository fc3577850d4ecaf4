package dev.asyncgate.database.embedded;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * The PostgreSQL programs that come along as an archive on the class path (initdb, pg_ctl and postgres; no psql, no
 * pg_dump), and their unpacking, once for each version.
 *
 * @param version the full version, such as 18.6.0
 * @param archive the name of the class path resource without its end: .txz, or .tar in a package, which takes less time
 */
record Binaries(String version, String archive) {

    private static final Duration ABANDONED = Duration.ofHours(1);
    private static final Set<PosixFilePermission> PROGRAM = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<PosixFilePermission> DATA = PosixFilePermissions.fromString("rw-r--r--");

    /**
     * What is shipped for this machine.
     *
     * @throws GateException DATABASE_UNAVAILABLE if nothing is
     */
    static Binaries ofThisMachine() {
        return of(System.getProperty("os.name", "?"), System.getProperty("os.arch", "?"));
    }

    static Binaries of(String system, String processor) {
        boolean shipped = system.toLowerCase(Locale.ROOT).equals("linux") && processor.equals("amd64");
        if (!shipped) {
            throw new GateException(
                    ErrorCode.DATABASE_UNAVAILABLE,
                    "This build of AsyncGate brings a PostgreSQL for Linux on amd64 alone, and this is " + system
                            + " on " + processor + ": configure the URL of a PostgreSQL 18 server instead.");
        }
        return new Binaries(shippedVersion(), "postgres-linux-x86_64");
    }

    /** The version that data directories carry: minor versions read each other's data, major versions do not. */
    int major() {
        return Integer.parseInt(version.substring(0, version.indexOf('.')));
    }

    /**
     * The directory of this version below {@code store}, unpacked if it is not there yet. Two programs may do this at
     * once: each unpacks beside, the first to rename wins, and a half unpacked directory is never seen.
     */
    Path unpackedIn(Path store) throws IOException {
        Path home = store.resolve(version);
        if (Files.isDirectory(home)) {
            return home;
        }
        Files.createDirectories(store);
        sweep(store);
        Path beside = store.resolve("unpacking-" + UUID.randomUUID());
        try {
            unpack(beside);
            // On the disk before the name is: a directory found under its version is taken for whole ever after.
            Command.run(store, List.of(), List.of("sync", "--file-system", "."));
            if (!renamed(beside, home)) {
                throw new IOException("could not rename " + beside + " to " + home);
            }
        } finally {
            Trees.delete(beside);
        }
        return home;
    }

    private static boolean renamed(Path beside, Path home) throws IOException {
        try {
            Files.move(beside, home, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException e) {
            if (Files.isDirectory(home)) {
                return true;
            }
            throw e;
        }
    }

    private void unpack(Path target) throws IOException {
        try (var tar = new TarArchiveInputStream(open())) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                write(tar, entry, entry.resolveIn(target));
            }
        }
    }

    private static void write(InputStream content, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            Files.setPosixFilePermissions(path, PROGRAM);
            return;
        }
        Files.createDirectories(Objects.requireNonNull(path.getParent()));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
            Files.copy(content, path);
            // Set outright rather than left to the umask: the server may run under another account than this program.
            Files.setPosixFilePermissions(path, (entry.getMode() & 0100) == 0 ? DATA : PROGRAM);
        }
    }

    private InputStream open() throws IOException {
        InputStream plain = Binaries.class.getResourceAsStream("/" + archive + ".tar");
        if (plain != null) {
            return new BufferedInputStream(plain);
        }
        InputStream compressed = Binaries.class.getResourceAsStream("/" + archive + ".txz");
        if (compressed == null) {
            throw new IOException(archive + ".txz is not on the class path");
        }
        return new XZCompressorInputStream(new BufferedInputStream(compressed));
    }

    private static void sweep(Path store) throws IOException {
        Instant before = Instant.now().minus(ABANDONED);
        try (var entries = Files.newDirectoryStream(store, "unpacking-*")) {
            for (Path entry : entries) {
                if (Files.getLastModifiedTime(entry).toInstant().isBefore(before)) {
                    Trees.delete(entry);
                }
            }
        }
    }

    private static String shippedVersion() {
        var properties = new Properties();
        try (InputStream stream = Objects.requireNonNull(Binaries.class.getResourceAsStream("binaries.properties"))) {
            properties.load(stream);
        } catch (IOException e) {
            throw new GateException(ErrorCode.INTERNAL_ERROR, "binaries.properties is not readable", e);
        }
        return properties.getProperty("version");
    }
}
