package dev.asyncgate.workers.reference;

import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What commands may be run, where, and how long. Immutable. */
public final class CommandRules {

    /** The most that standard output and standard error may have together: both stand in the result. */
    public static final int MOST_OUTPUT_BYTES = 128 * 1024;

    private final Map<String, Path> programs = new LinkedHashMap<>();
    private final Path base;
    private final Duration timeout;
    private final int mostOutputBytes;

    /**
     * Looks at each program and the base once; what their links lead to later is refused.
     *
     * @param programs absolute paths, as tasks must name them
     * @param base the folder in which commands run
     * @param timeout 1 s to 2 h
     * @param mostOutputBytes 1 to {@link #MOST_OUTPUT_BYTES}
     * @throws GateException INVALID_REQUEST when one is wrong
     */
    public CommandRules(List<String> programs, Path base, Duration timeout, int mostOutputBytes) {
        programs.forEach(program -> this.programs.put(program, real(program)));
        this.base = realFolder(base);
        this.timeout = timeout;
        this.mostOutputBytes = Limits.requireRange("max-output-bytes", mostOutputBytes, 1, MOST_OUTPUT_BYTES);
        Limits.requireRange(
                "timeout-seconds", timeout.toSeconds(), 1, Duration.ofHours(2).toSeconds());
    }

    private static Path real(String program) {
        Path real = realOrNull(Path.of(program));
        if (!program.startsWith("/") || real == null || !Files.isRegularFile(real) || !Files.isExecutable(real)) {
            throw GateException.invalid(
                    "allow-program",
                    "allow-program \"" + program + "\" is no absolute path of a program that may be executed.");
        }
        return real;
    }

    private static Path realFolder(Path base) {
        Path real = realOrNull(base);
        if (real == null || !Files.isDirectory(real)) {
            throw GateException.invalid("base-dir", "base-dir " + base + " is no folder; make it, or name another.");
        }
        return real;
    }

    private static @Nullable Path realOrNull(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return null;
        }
    }

    Duration timeout() {
        return timeout;
    }

    int mostOutputBytes() {
        return mostOutputBytes;
    }

    /**
     * The program, by the very text that was listed: another path to the same file may be another program.
     *
     * @throws RefusedException for any other, and for one that now leads elsewhere
     */
    String requireProgram(String program) {
        Path listed = programs.get(program);
        if (listed == null) {
            throw new RefusedException(
                    "\"" + program
                            + "\" is not among the programs that this worker may run; its operator lists them with --allow-program.");
        }
        if (!listed.equals(realOrNull(listed)) || !listed.equals(realOrNull(Path.of(program)))) {
            throw new RefusedException(program + " no longer leads to " + listed + ", as when the worker started.");
        }
        return program;
    }

    /**
     * The folder, seen from the base; the base itself for none.
     *
     * @throws RefusedException when it is none, or lies outside of the base once links are followed
     */
    Path requireFolder(@Nullable String folder) {
        if (folder == null) {
            return base;
        }
        try {
            Path real = realOrNull(base.resolve(folder));
            if (real != null && real.startsWith(base) && Files.isDirectory(real)) {
                return real;
            }
        } catch (InvalidPathException e) {
            throw new RefusedException("\"" + folder + "\" is no path.");
        }
        throw new RefusedException("\"" + folder + "\" is no folder inside of the worker's base.");
    }
}
