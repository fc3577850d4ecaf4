package dev.asyncgate.app.demo;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.background.Scope;
import dev.asyncgate.doctor.Activity;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.lease.LeaseWindow;
import dev.asyncgate.workers.demo.Demo;
import dev.asyncgate.workers.demo.Scenario;
import dev.asyncgate.workers.demo.Speed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * The demo as the place shows it: what plays, how fast, and what the last look at it found. Starting and stopping happen
 * off the FX thread and are never cancelled, so that no simulated worker is left behind. For the FX thread only.
 */
public final class DemoViewModel {

    private static final Duration LOOK = Duration.ofSeconds(1);

    /** Counts and checks read every row since they begin, so they reach no further back. */
    private static final Duration REACH = Duration.ofMinutes(10);

    private static final int MOST_LEASES = 3000;

    private final Gate gate;
    private final Inspector inspector;
    private final Consumer<UUID> showTenant;
    private final Scope looks;
    private final Scope acts;
    private final ReadOnlyObjectWrapper<Set<Scenario>> scenarios =
            new ReadOnlyObjectWrapper<>(this, "scenarios", Set.of());
    private final ReadOnlyObjectWrapper<Speed> speed = new ReadOnlyObjectWrapper<>(this, "speed", Speed.FAST);
    private final ReadOnlyBooleanWrapper paused = new ReadOnlyBooleanWrapper(this, "paused");
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy");
    private final ReadOnlyObjectWrapper<@Nullable DemoReading> reading = new ReadOnlyObjectWrapper<>(this, "reading");
    private final ReadOnlyObjectWrapper<@Nullable Exception> failure = new ReadOnlyObjectWrapper<>(this, "failure");
    private final ObservableList<Fault> faults = FXCollections.observableArrayList();
    private volatile @Nullable Instant lastAt;
    private @Nullable Demo demo;
    private boolean watching;
    private boolean closed;

    /**
     * Plays on this gate.
     *
     * @param showTenant told of the demo's tenant when a scenario has begun
     * @param running a demo that plays already and is taken over; null for none
     */
    DemoViewModel(Background background, Gate gate, Consumer<UUID> showTenant, @Nullable Demo running) {
        this.gate = gate;
        this.inspector = gate.inspector(Demo.TENANT);
        this.showTenant = showTenant;
        this.looks = background.scope();
        this.acts = background.scope();
        if (running != null) {
            adopt(running);
        }
    }

    /** The place is looked at: looks once a second from now on. */
    void arrive() {
        watching = true;
        look();
    }

    /** Nobody looks any more; the demo plays on. */
    void leave() {
        watching = false;
        looks.cancelAll();
    }

    /** Plays this scenario instead of whatever plays. */
    void play(Scenario scenario) {
        if (busy.get() || closed) {
            return;
        }
        busy.set(true);
        Demo before = demo;
        Speed wanted = speed.get();
        looks.cancelAll();
        acts.load(
                () -> {
                    if (before != null) {
                        before.close();
                    }
                    return Demo.start(gate, scenario, wanted);
                },
                this::began,
                this::failed);
    }

    private void began(Demo started) {
        busy.set(false);
        if (closed) {
            acts.load(
                    () -> {
                        started.close();
                        return true;
                    },
                    done -> {},
                    this::failed);
            return;
        }
        adopt(started);
        showTenant.accept(Demo.TENANT);
    }

    private void adopt(Demo playing) {
        demo = playing;
        lastAt = null;
        faults.clear();
        reading.set(null);
        failure.set(null);
        speed.set(playing.speed());
        paused.set(playing.isPaused());
        scenarios.set(playing.scenarios());
        look();
    }

    /** Ends what plays; what the last look found stays. */
    void stop() {
        Demo stopping = demo;
        if (stopping == null || busy.get()) {
            return;
        }
        busy.set(true);
        looks.cancelAll();
        List<Fault> marks = List.copyOf(faults);
        acts.load(
                () -> {
                    stopping.close();
                    return read(stopping, marks);
                },
                this::ended,
                failed -> {
                    ended(reading.get());
                    failed(failed);
                });
    }

    private void ended(@Nullable DemoReading last) {
        busy.set(false);
        demo = null;
        scenarios.set(Set.of());
        paused.set(false);
        reading.set(last);
    }

    void setSpeed(Speed wanted) {
        speed.set(wanted);
        if (demo != null) {
            demo.setSpeed(wanted);
        }
    }

    void togglePause() {
        if (demo != null) {
            if (demo.isPaused()) {
                demo.resume();
            } else {
                demo.pause();
            }
            paused.set(demo.isPaused());
        }
    }

    void kill(String worker) {
        if (demo != null) {
            demo.kill(worker);
            note(worker, Fault.Kind.KILLED);
        }
    }

    void startAgain(String worker) {
        if (demo != null) {
            demo.startAgain(worker);
            note(worker, Fault.Kind.STARTED_AGAIN);
        }
    }

    /** Suspends a worker in the middle of whatever it does. */
    void freeze(String worker) {
        if (demo != null) {
            demo.freeze(worker);
            note(worker, Fault.Kind.FROZEN);
        }
    }

    void thaw(String worker) {
        if (demo != null) {
            demo.thaw(worker);
            note(worker, Fault.Kind.THAWED);
        }
    }

    private void note(String worker, Fault.Kind kind) {
        DemoReading last = reading.get();
        if (last != null) {
            faults.addFirst(new Fault(last.at(), worker, kind));
        }
        look();
    }

    /** The console ends: so does the demo. Waits until it has, which takes a moment. */
    void close() {
        closed = true;
        looks.cancelAll();
        if (demo != null) {
            demo.close();
        }
    }

    private void look() {
        Demo watched = demo;
        looks.cancelAll();
        if (watching && watched != null) {
            List<Fault> marks = List.copyOf(faults);
            looks.poll(LOOK, () -> read(watched, marks), this::looked, this::failed);
        }
    }

    private void looked(DemoReading found) {
        failure.set(null);
        reading.set(found);
    }

    private void failed(Exception problem) {
        busy.set(false);
        failure.set(problem);
    }

    private DemoReading read(Demo watched, List<Fault> marks) {
        Instant last = lastAt;
        Instant reach = last == null ? Instant.EPOCH : last.minus(REACH);
        Instant since = reach.isAfter(watched.startedAt()) ? reach : watched.startedAt();
        Activity activity = inspector.activity(since);
        Instant at = activity.at();
        lastAt = at;
        Duration played = Duration.between(watched.startedAt(), at);
        var span = LiveStrip.Span.of(played);
        LeaseWindow window = inspector.leases(span.from(at), span.to(at), MOST_LEASES);
        var workers = watched.workers();
        return new DemoReading(
                since,
                played,
                activity,
                inspector.countTasks(),
                inspector.countOpenObligations(),
                inspector.checkInvariants(since),
                workers,
                Examples.among(
                        window.leases(), workers, gate.settings().leases().maxRenewals()),
                LiveStrip.of(span, at, workers, window.leases(), marks));
    }

    /** What plays; empty when nothing does. */
    ReadOnlyObjectProperty<Set<Scenario>> scenariosProperty() {
        return scenarios.getReadOnlyProperty();
    }

    /** The speed of what plays, and of what will be played. */
    ReadOnlyObjectProperty<Speed> speedProperty() {
        return speed.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty pausedProperty() {
        return paused.getReadOnlyProperty();
    }

    /** Whether something is being started or stopped. */
    ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    /** The last look; null before the first one. */
    ReadOnlyObjectProperty<@Nullable DemoReading> readingProperty() {
        return reading.getReadOnlyProperty();
    }

    /** Why the last start, stop or look failed; null when it did not. */
    ReadOnlyObjectProperty<@Nullable Exception> failureProperty() {
        return failure.getReadOnlyProperty();
    }

    /** What the user did to workers since the scenario began, newest first. */
    ObservableList<Fault> faults() {
        return FXCollections.unmodifiableObservableList(faults);
    }
}
