package dev.asyncgate.database.embedded;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * What lies where in a data directory. Everything of a major version lies together, so that the next one can be filled
 * beside it.
 *
 * <pre>
 * postgres/bin/18.6.0/    the programs, unpacked once
 * postgres/18/data/       PostgreSQL's own directory, there as a whole or not at all
 * postgres/18/password    of the superuser, for the owner's eyes; see {@link Accounts}
 * postgres/18/server.log  and server.log.1, its predecessor
 * postgres/18/startup.lock, users/   see {@link StartupLock} and {@link UserLock}
 * </pre>
 *
 * @param root  the data directory as the user named it
 * @param major of the PostgreSQL that comes along
 */
record DataDirectory(Path root, int major) {

    private static final FileAttribute<?> OWNER_ALONE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<?> OWNER_ALONE_ENTERS =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final String UNFINISHED = "initdb-";
    private static final int PASSWORD_BYTES = 24;

    Path binaries() {
        return root.resolve("postgres", "bin");
    }

    Path home() {
        return root.resolve("postgres", String.valueOf(major));
    }

    Path data() {
        return home().resolve("data");
    }

    Path log() {
        return home().resolve("server.log");
    }

    Path startupLock() {
        return home().resolve("startup.lock");
    }

    Path users() {
        return home().resolve("users");
    }

    Path passwordFile() {
        return home().resolve("password");
    }

    Path configuration() {
        return data().resolve("postgresql.conf");
    }

    /**
     * Whether PostgreSQL's data are there.
     *
     * @throws GateException DATABASE_UNAVAILABLE if only a part of them is
     */
    boolean isInitialised() throws IOException {
        if (Files.exists(data().resolve("PG_VERSION"))) {
            return true;
        }
        if (Files.exists(data()) && !isEmpty(data())) {
            throw new GateException(
                    ErrorCode.DATABASE_UNAVAILABLE,
                    "The data in " + data()
                            + " are damaged: PG_VERSION is missing. Put them back from a backup, or move"
                            + " them away to begin with an empty database; nothing was touched.");
        }
        return false;
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (var entries = Files.newDirectoryStream(directory)) {
            return !entries.iterator().hasNext();
        }
    }

    /**
     * Refuses data that this PostgreSQL can't read, before anything is created.
     *
     * @throws GateException INVALID_REQUEST, with both versions
     */
    void refuseOtherMajors() throws IOException {
        String own = versionOf(home());
        if (own.isEmpty()) {
            refuseNeighbours();
        } else if (!own.equals(String.valueOf(major))) {
            throw otherMajor(data(), own);
        }
    }

    private void refuseNeighbours() throws IOException {
        if (!Files.isDirectory(root.resolve("postgres"))) {
            return;
        }
        try (var neighbours = Files.newDirectoryStream(root.resolve("postgres"), "[0-9]*")) {
            for (Path neighbour : neighbours) {
                String version = versionOf(neighbour);
                if (!version.isEmpty()) {
                    throw otherMajor(neighbour.resolve("data"), version);
                }
            }
        }
    }

    private static String versionOf(Path home) throws IOException {
        Path file = home.resolve("data", "PG_VERSION");
        return Files.isRegularFile(file) ? Files.readString(file).strip() : "";
    }

    private GateException otherMajor(Path data, String version) {
        return new GateException(
                ErrorCode.INVALID_REQUEST,
                "The data in " + data + " are PostgreSQL " + version + "'s, and this AsyncGate brings PostgreSQL "
                        + major
                        + ", which reads its own data alone; nothing was touched. Make a backup with the AsyncGate that"
                        + " wrote them and restore it into another data directory with this one.");
    }

    void create() throws IOException {
        Files.createDirectories(Objects.requireNonNull(home().getParent()));
        if (!Files.isDirectory(home())) {
            Files.createDirectories(home(), OWNER_ALONE_ENTERS);
        }
        Files.createDirectories(users());
    }

    /** A name for a cluster in the making. */
    Path unfinished() {
        return home().resolve(UNFINISHED + UUID.randomUUID());
    }

    /** What initialisations that were interrupted left behind. */
    List<Path> litter() throws IOException {
        try (var found = Files.newDirectoryStream(home(), UNFINISHED + "*")) {
            var litter = new ArrayList<Path>();
            found.forEach(litter::add);
            return litter;
        }
    }

    /** Makes a cluster the one; refuses to replace anything that holds files. */
    void finish(Path unfinished) throws IOException {
        Files.move(unfinished, data(), StandardCopyOption.ATOMIC_MOVE);
        sync(home());
    }

    /** The password, made up once. */
    String password() throws IOException {
        try {
            return Files.readString(passwordFile()).strip();
        } catch (NoSuchFileException e) {
            if (isInitialised()) {
                throw new GateException(
                        ErrorCode.DATABASE_UNAVAILABLE,
                        "The database in " + data() + " is there but its password is not: put the file "
                                + passwordFile() + " back, from a backup of the data directory.",
                        e);
            }
        }
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        replace(passwordFile(), password + "\n");
        return password;
    }

    /**
     * Replaces a file as a whole, on the disk before its name is: readable by its owner alone, who is its directory's.
     * (Run as root, the program is not the server's account.)
     */
    static void replace(Path file, String text) throws IOException {
        Path directory = Objects.requireNonNull(file.getParent());
        Path beside = directory.resolve("." + file.getFileName() + "-" + UUID.randomUUID());
        try {
            Files.createFile(beside, OWNER_ALONE);
            try (var channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
                channel.force(true);
            }
            if (!Files.getOwner(beside).equals(Files.getOwner(directory))) {
                Files.setOwner(beside, Files.getOwner(directory));
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
        sync(directory);
    }

    /** Puts a directory's names on the disk. */
    static void sync(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
