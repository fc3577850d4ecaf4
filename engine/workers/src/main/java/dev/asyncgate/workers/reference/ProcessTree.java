package dev.asyncgate.workers.reference;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A program and all that it starts; closing it kills them all.
 *
 * <p>Where the kernel grants a PID namespace the program is its first process, and nothing in it outlives that one. Besides,
 * and elsewhere, everything is killed that descends from the program, was seen to, or carries its mark in the environment:
 * a process escapes only if it leaves its parent, clears its environment and is never seen in between. When this program
 * itself is killed, nobody kills for it.
 */
final class ProcessTree implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessTree.class);
    private static final String MARK = "ASYNCGATE_COMMAND";
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final int MOST_ROUNDS = 100;

    private final Process process;
    private final byte[] mark;
    private final Set<ProcessHandle> seen = ConcurrentHashMap.newKeySet();

    private ProcessTree(Process process, String mark) {
        this.process = process;
        this.mark = (MARK + "=" + mark).getBytes(StandardCharsets.UTF_8);
    }

    /** How a program is given a PID namespace here; empty where it gets none. Tries it out. */
    static List<String> namespace() {
        List<String> plain = List.of("/usr/bin/unshare", "--pid", "--fork", "--kill-child");
        List<String> asUser =
                List.of("/usr/bin/unshare", "--user", "--map-current-user", "--pid", "--fork", "--kill-child");
        return Stream.of(plain, asUser).filter(ProcessTree::works).findFirst().orElse(List.of());
    }

    private static boolean works(List<String> prefix) {
        List<String> command = new ArrayList<>(prefix);
        command.add("/bin/true");
        try {
            Process trial = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return trial.waitFor(5, TimeUnit.SECONDS) && trial.exitValue() == 0;
        } catch (IOException e) {
            LOG.debug("no PID namespace by {}: {}", prefix, e.getMessage());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Starts it, with nothing of this program's environment and nothing to read. */
    static ProcessTree start(List<String> command, Path folder) throws IOException {
        String mark = UUID.randomUUID().toString();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(Map.of("PATH", "/usr/bin:/bin", "LANG", "C.UTF-8", "HOME", folder.toString(), MARK, mark));
        return new ProcessTree(builder.start(), mark);
    }

    Process process() {
        return process;
    }

    /** Waits until the program has ended, or the condition asks to stop, or the time is over. */
    Optional<Integer> await(Duration longest, Predicate<ProcessTree> stop) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + longest.toNanos();
        while (System.nanoTime() - deadlineNanos < 0 && !stop.test(this)) {
            process.descendants().forEach(seen::add);
            if (process.waitFor(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.of(process.exitValue());
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        killAll();
    }

    /** Kills what is left, and again what that has started meanwhile. */
    void killAll() {
        boolean interrupted = Thread.interrupted();
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Set<ProcessHandle> left = left();
            if (left.isEmpty()) {
                break;
            }
            left.forEach(ProcessHandle::destroyForcibly);
            interrupted |= !pause();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(5);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private Set<ProcessHandle> left() {
        Stream<ProcessHandle> known = Stream.concat(seen.stream(), seen.stream().flatMap(ProcessHandle::descendants));
        Stream<ProcessHandle> own = Stream.concat(Stream.of(process.toHandle()), process.descendants());
        return Stream.of(own, known, marked())
                .flatMap(handles -> handles)
                .filter(ProcessHandle::isAlive)
                .collect(Collectors.toSet());
    }

    private Stream<ProcessHandle> marked() {
        return ProcessHandle.allProcesses().filter(this::isMarked);
    }

    private boolean isMarked(ProcessHandle handle) {
        try {
            return contains(Files.readAllBytes(Path.of("/proc", Long.toString(handle.pid()), "environ")), mark);
        } catch (IOException e) {
            // It is somebody else's, has ended, or this is no Linux.
            return false;
        }
    }

    private static boolean contains(byte[] text, byte[] part) {
        String whole = new String(text, StandardCharsets.ISO_8859_1);
        return whole.contains(new String(part, StandardCharsets.ISO_8859_1));
    }
}
