package dev.asyncgate.app.demo;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.background.Scope;
import dev.asyncgate.app.background.Tick;
import dev.asyncgate.database.ChangeFeed.Outage;
import dev.asyncgate.database.embedded.EmbeddedPostgres;
import dev.asyncgate.doctor.Check;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.workers.demo.Demo;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * What is done to the embedded server on purpose, and what the engine noticed and did about it. Acts on processes of this
 * machine, by signals. For the FX thread only.
 */
final class ServerFaultsViewModel {

    static final Duration PAUSE = Duration.ofSeconds(10);

    private static final Duration LOOK = Duration.ofMillis(500);

    /** What is told; the newest last. */
    enum Kind {
        /** The process was killed, as kill -9 does. */
        KILLED,
        /** Its processes were suspended. */
        PAUSED,
        RESUMED,
        /** The connection was found to be lost. */
        LOST,
        /** A server answers again. */
        BACK,
        /** What the invariants say afterwards. */
        CHECKED
    }

    /**
     * A line of the story.
     *
     * @param number what it is about: a process id, tasks, or checks that hold; see the texts
     * @param took since the fault
     */
    record Notice(Instant at, Kind kind, long number, Duration took) {}

    private final Gate gate;
    private final Inspector inspector;
    private final Scope scope;
    private final ObservableList<Notice> notices = FXCollections.observableArrayList();
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper(this, "running");
    private final ReadOnlyObjectWrapper<@Nullable Exception> failure = new ReadOnlyObjectWrapper<>(this, "failure");
    private @Nullable Tick tick;

    ServerFaultsViewModel(Background background, Gate gate) {
        this.gate = gate;
        this.inspector = gate.inspector(Demo.TENANT);
        this.scope = background.scope();
    }

    /** Whether there is a server here that may be hurt. */
    boolean possible() {
        return gate.embedded() != null;
    }

    /** Kills the server's process; whoever notices brings it back. */
    void kill() {
        EmbeddedPostgres server = begin();
        if (server == null) {
            return;
        }
        var _ = scope.load(
                () -> {
                    long pid = server.pid().orElse(0);
                    Instant at = Instant.now();
                    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
                    return new Notice(at, Kind.KILLED, pid, Duration.ZERO);
                },
                killed -> {
                    notices.add(killed);
                    tick = scope.poll(LOOK, () -> after(killed.at()), this::tell, failure::set);
                },
                this::failed);
    }

    /** Suspends every process of the server for a while. */
    void pause() {
        EmbeddedPostgres server = begin();
        if (server == null) {
            return;
        }
        Instant at = Instant.now();
        notices.add(new Notice(at, Kind.PAUSED, server.pid().orElse(0), Duration.ZERO));
        var _ = scope.load(() -> suspend(server, at), this::end, this::failed);
    }

    /** Looks out of turn. */
    void look() {
        if (tick != null) {
            tick.now();
        }
    }

    private @Nullable EmbeddedPostgres begin() {
        if (running.get()) {
            return null;
        }
        EmbeddedPostgres server = gate.embedded();
        running.set(server != null);
        failure.set(null);
        notices.clear();
        return server;
    }

    // ---- off the FX thread

    private List<Notice> suspend(EmbeddedPostgres server, Instant at) throws IOException, InterruptedException {
        List<Long> processes = processes(server.pid().orElseThrow());
        signal("-STOP", processes);
        try {
            Thread.sleep(PAUSE);
        } finally {
            signal("-CONT", processes);
        }
        gate.ping();
        Instant resumed = Instant.now();
        return List.of(new Notice(resumed, Kind.RESUMED, processes.size(), Duration.between(at, resumed)), checked(at));
    }

    private static List<Long> processes(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(handle -> Stream.concat(Stream.of(handle), handle.descendants()))
                .map(ProcessHandle::pid)
                .toList();
    }

    private static void signal(String signal, List<Long> processes) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", signal));
        processes.forEach(pid -> command.add(Long.toString(pid)));
        int _ = new ProcessBuilder(command).start().waitFor();
    }

    /** What has been noticed since the kill; the last of it says that the story is over. */
    private List<Notice> after(Instant at) {
        var story = new ArrayList<Notice>();
        Outage outage = gate.changes().lastOutage();
        if (outage == null || outage.lostAt().isBefore(at)) {
            return story;
        }
        story.add(new Notice(outage.lostAt(), Kind.LOST, 0, Duration.between(at, outage.lostAt())));
        Instant back = outage.backAt();
        if (back != null) {
            EmbeddedPostgres server = gate.embedded();
            long pid = server == null ? 0 : server.pid().orElse(0);
            story.add(new Notice(back, Kind.BACK, pid, Duration.between(at, back)));
            story.add(checked(at));
        }
        return story;
    }

    /** How many cases were looked at, and how many break an invariant, since a minute before. */
    private Notice checked(Instant at) {
        List<Check> checks = inspector.checkInvariants(at.minus(Duration.ofMinutes(1)));
        long broken = checks.stream()
                .flatMapToLong(check -> LongStream.of(check.broken()))
                .sum();
        Instant now = Instant.now();
        return new Notice(now, Kind.CHECKED, broken, Duration.between(at, now));
    }

    // ---- on the FX thread

    /** The story so far; ends with what the invariants say. What kept it from being told is over. */
    private void tell(List<Notice> story) {
        failure.set(null);
        notices.remove(1, notices.size());
        notices.addAll(story);
        if (story.stream().anyMatch(notice -> notice.kind() == Kind.CHECKED)) {
            over();
        }
    }

    private void end(List<Notice> story) {
        notices.addAll(story);
        over();
    }

    private void failed(Exception problem) {
        failure.set(problem);
        over();
    }

    private void over() {
        if (tick != null) {
            tick.stop();
            tick = null;
        }
        running.set(false);
    }

    /** Nobody looks any more; what was done to the server is undone all the same. */
    void close() {
        over();
    }

    /** What was done last and what came of it, the newest last. */
    ObservableList<Notice> notices() {
        return FXCollections.unmodifiableObservableList(notices);
    }

    /** Whether a fault is under way. */
    ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Exception> failureProperty() {
        return failure.getReadOnlyProperty();
    }
}
