package dev.asyncgate.database.embedded;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A running server, by the postmaster.pid in its data directory. The file's lines (PostgreSQL's miscinit.h): pid, data
 * directory, start time, port, socket directory, listen address, shared memory key, status.
 *
 * @param port   0 while the server has not got so far
 * @param status starting, ready, stopping; empty while the server has not got so far
 */
record Postmaster(long pid, int port, String status) {

    private static final String FILE = "postmaster.pid";
    private static final int PORT_LINE = 3;
    private static final int STATUS_LINE = 7;

    /** Greater than any process id, so the server takes the file for a remnant. */
    private static final String NOBODY = String.valueOf(Integer.MAX_VALUE);

    /** No server. */
    static final Postmaster NONE = new Postmaster(0, 0, "not running");

    /** The server that runs on these data; empty if the file is missing, is a remnant, or speaks of another process. */
    static Optional<Postmaster> runningOn(Path data) throws IOException {
        List<String> lines = linesOf(data);
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        long pid = number(lines, 0);
        return pid > 0 && whatRuns(pid, data) == Match.IT_IS
                ? Optional.of(new Postmaster(pid, (int) number(lines, PORT_LINE), line(lines, STATUS_LINE)))
                : Optional.empty();
    }

    /**
     * Makes a remnant harmless whose pid now belongs to some other process, for which the server would refuse to start.
     * Only the pid is replaced: by the other lines the server makes sure that no orphan of its predecessor still writes.
     */
    static void disownRemnant(Path data) throws IOException {
        List<String> lines = linesOf(data);
        if (lines.isEmpty()) {
            Files.deleteIfExists(data.resolve(FILE));
        } else if (whatRuns(number(lines, 0), data) == Match.IT_IS_NOT) {
            var disowned = new ArrayList<>(lines);
            disowned.set(0, NOBODY);
            DataDirectory.replace(data.resolve(FILE), String.join("\n", disowned) + "\n");
        }
    }

    /**
     * Ends what a killed server left running. Its processes end by themselves as soon as they wait for something, but one
     * that only computes goes on, can't tell anybody the result, and keeps the next server from starting.
     */
    static void endOrphans(Path data) throws IOException {
        if (runningOn(data).isPresent()) {
            return;
        }
        for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
            if (isPostgres(process) && whatRuns(process.pid(), data) == Match.IT_IS) {
                process.destroyForcibly();
            }
        }
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .filter(command -> command.endsWith("/postgres"))
                .isPresent();
    }

    private static List<String> linesOf(Path data) throws IOException {
        try {
            return Files.readAllLines(data.resolve(FILE));
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private enum Match {
        IT_IS,
        IT_IS_NOT,
        UNKNOWN
    }

    /** A server's working directory is its data directory. A process that has ended, or waits to be reaped, has none. */
    private static Match whatRuns(long pid, Path data) throws IOException {
        try {
            return Files.isSameFile(Path.of("/proc", String.valueOf(pid), "cwd"), data) ? Match.IT_IS : Match.IT_IS_NOT;
        } catch (NoSuchFileException e) {
            return Match.IT_IS_NOT;
        } catch (AccessDeniedException e) {
            return Match.UNKNOWN;
        }
    }

    private static String line(List<String> lines, int index) {
        return index < lines.size() ? lines.get(index).strip() : "";
    }

    private static long number(List<String> lines, int index) {
        String line = line(lines, index);
        return line.matches("\\d{1,10}") ? Long.parseLong(line) : 0;
    }
}
