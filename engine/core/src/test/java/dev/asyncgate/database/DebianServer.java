package dev.asyncgate.database;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The PostgreSQL 15 that Debian packages, on data of its own in the temporary directory; asks for no password. */
public final class DebianServer implements AutoCloseable {

    private static final Path PROGRAMS = Path.of("/usr/lib/postgresql/15/bin");

    private final Path directory;
    private final int port;

    private DebianServer(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    /** Starts it, or skips the test and prints why. */
    public static DebianServer startOrSkip() throws IOException {
        if (!Files.isExecutable(PROGRAMS.resolve("postgres"))) {
            System.out.println("skipped: there is no PostgreSQL 15 in " + PROGRAMS + " (Debian: postgresql-15)");
            abort("no PostgreSQL 15");
        }
        DebianServer server = empty();
        server.run("initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync");
        server.start();
        return server;
    }

    private static DebianServer empty() throws IOException {
        Path directory = Files.createTempDirectory("asyncgate-debian-15");
        var server = new DebianServer(directory, freePort());
        server.giveToItsAccount(directory);
        return server;
    }

    private void start() throws IOException {
        run(
                "pg_ctl",
                "--wait",
                "--log=" + directory.resolve("log"),
                "--options=-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off",
                "start");
    }

    /** Another server that follows this one, until it is promoted. */
    public DebianServer replica() throws IOException {
        DebianServer replica = empty();
        replica.run(
                "pg_basebackup",
                "--write-recovery-conf",
                "--wal-method=stream",
                "--checkpoint=fast",
                "--no-sync",
                "--dbname=host=127.0.0.1 port=" + port + " user=postgres");
        replica.start();
        return replica;
    }

    /** Lets a replica take writes. */
    public void promote() throws IOException {
        run("pg_ctl", "--wait", "promote");
    }

    /** As if its machine had lost its power. */
    public void kill() throws IOException {
        long pid = Long.parseLong(
                Files.readAllLines(data().resolve("postmaster.pid")).getFirst());
        ProcessHandle.of(pid).ifPresent(postmaster -> {
            postmaster.children().forEach(ProcessHandle::destroyForcibly);
            boolean _ = postmaster.destroyForcibly();
        });
        Files.delete(data().resolve("postmaster.pid"));
    }

    /** Its superuser, in its one database. */
    public DatabaseAddress address() {
        return new DatabaseAddress("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", "");
    }

    /** Its data, which belong to the account that it runs under. */
    public Path data() {
        return directory.resolve("data");
    }

    /** Where it listens, on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** The account owns what it shall read. */
    public void giveToItsAccount(Path path) throws IOException {
        if (isRoot()) {
            succeed(List.of("chown", "postgres", path.toString()));
        }
    }

    /** Runs a command, which must succeed. */
    public void succeed(List<String> command) throws IOException {
        Path said = Files.createTempFile("asyncgate-command", ".txt");
        try {
            int exit = new ProcessBuilder(command)
                    .directory(new File("/"))
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.to(said.toFile()))
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new AssertionError(command + " ended with " + exit + ": " + Files.readString(said));
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            Files.delete(said);
        }
    }

    /** One of PostgreSQL's own programs, on the data. */
    private void run(String program, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        if (isRoot()) {
            command.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        command.add(PROGRAMS.resolve(program).toString());
        command.add("--pgdata=" + data());
        command.addAll(List.of(arguments));
        succeed(command);
    }

    @Override
    public void close() throws IOException {
        if (Files.exists(data().resolve("postmaster.pid"))) {
            run("pg_ctl", "--wait", "--mode=immediate", "stop");
        }
        try (var paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        }
    }
}
