package dev.asyncgate.app.past;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Past;
import dev.asyncgate.error.GateException;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.settings.Settings;
import dev.asyncgate.task.NewTask;
import dev.asyncgate.workers.demo.Demo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Six hours of work in the tenant of the demo, up to now: taskers and workers, people who act, schedules, an outage, a
 * pause in which nobody works, a stretch of failures. All of it is done with the engine's operations and drawn from a seed.
 */
public final class Day implements AutoCloseable {

    static final UUID TENANT = Demo.TENANT;

    private static final Logger LOG = LoggerFactory.getLogger(Day.class);

    private static final Duration LONG = Duration.ofHours(6).plusMinutes(10);
    /** Before that, work is done in larger pieces. */
    private static final Duration CLOSE = Duration.ofMinutes(62);

    private static final long SEED = 9;

    private final Instant end;
    private final Agenda agenda;
    private final Random random = new Random(SEED);
    private final Map<Trade, Integer> waiting = new EnumMap<>(Trade.class);
    private final List<Hand> hands;
    private final Deeds deeds;
    private volatile @Nullable Gate gate;
    private volatile @Nullable Past past;
    private @Nullable Thread afterwards;

    private Day(Instant end) {
        this.end = end;
        this.agenda = new Agenda(end.minus(Duration.ofDays(42)));
        this.hands = Cast.of(this);
        this.deeds = new Deeds(this, hands);
    }

    /** Plays it in a new embedded database, where it then goes on. Takes some seconds. */
    public static Day play(Settings settings) {
        var day = new Day(Instant.now().truncatedTo(ChronoUnit.SECONDS));
        var past = Past.open(settings, day.agenda);
        day.past = past;
        day.gate = past.gate();
        try {
            day.plan();
            day.agenda.playUntil(day.end);
            Neighbours.write(settings.dataDir());
            // Playing took its time.
            for (Instant now = Instant.now(); day.agenda.instant().isBefore(now.minusSeconds(1)); now = Instant.now()) {
                day.agenda.playUntil(now);
            }
        } catch (IOException e) {
            past.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            past.close();
            throw e;
        }
        day.goOn();
        return day;
    }

    private void goOn() {
        Thread thread = Thread.ofPlatform().daemon().name("asyncgate-day").unstarted(agenda::goOn);
        afterwards = thread;
        agenda.wake();
        thread.start();
    }

    private void rest() {
        Thread thread = afterwards;
        agenda.rest();
        if (thread != null) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Goes on in a gate of everybody's clock, until it is closed. */
    public void goOn(Gate open) {
        rest();
        gate = open;
        leave();
        goOn();
    }

    private void leave() {
        Past played = past;
        past = null;
        if (played != null) {
            played.close();
        }
    }

    /** The keys that callers of the gateway have, by name: the secrets. */
    public Map<String, String> keys() {
        return deeds.keys();
    }

    @Override
    public void close() {
        rest();
        leave();
    }

    private void plan() {
        deeds.plan();
        Instant start = end.minus(LONG);
        for (Hand hand : hands) {
            hand.begin(start.plusSeconds(random.nextInt(600)));
        }
        agenda.at(start, this::feed);
        agenda.at(start.plusSeconds(30), this::sweep);
    }

    /** Until the engine does by itself. */
    private void sweep() {
        Past played = past;
        if (played != null) {
            played.sweep();
            agenda.in(isLongAgo() ? 300 : 60, this::sweep);
        }
    }

    /** Taskers hold back while much waits. */
    private void feed() {
        if (!rests(true)) {
            for (Trade trade : Trade.values()) {
                int room = trade.mostWaiting() - waiting.getOrDefault(trade, 0);
                if (room > 0) {
                    submit(trade, random.nextInt((room + 1) / 2, room + 1));
                }
            }
        }
        agenda.in(isLongAgo() ? random.nextDouble(100, 200) : random.nextDouble(8, 30), this::feed);
    }

    void submit(Trade trade, int count) {
        List<NewTask> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tasks.add(trade.task(random).build());
        }
        gate().tasker(TENANT, trade.owner()).createTasks(tasks);
        waiting.merge(trade, count, Integer::sum);
    }

    /** A task has gone from the queue. */
    void taken(ClaimedTask task) {
        if (task.requirements().tags().contains("scheduled")) {
            return;
        }
        waiting.merge(Trade.ofType(task.type()), -1, (known, one) -> Math.max(0, known + one));
    }

    /** None waits any more. */
    void forget(Trade trade) {
        waiting.put(trade, 0);
    }

    /** A task is back in the queue. */
    void given(ClaimedTask task) {
        waiting.merge(Trade.ofType(task.type()), 1, Integer::sum);
    }

    /** What the engine refuses here is what the pictures show. */
    void refused(GateException refusal) {
        LOG.debug("refused, as was meant: {}", refusal.getMessage());
    }

    Gate gate() {
        return Objects.requireNonNull(gate);
    }

    Agenda agenda() {
        return agenda;
    }

    /** An instant before the end. */
    Instant before(int minutes, int seconds) {
        return end.minusSeconds(minutes * 60L + seconds);
    }

    /** Whether nobody begins anything: in the outage, and while all is still. Long work has to be over by then. */
    boolean rests(boolean small) {
        return isWithin(220, 190) || isWithin(small ? 28 : 32, 20);
    }

    /** A stretch in which much fails. */
    boolean isTroubled() {
        return isWithin(13, 6);
    }

    /** Whether what is done will still be seen as it stands. */
    boolean isLately() {
        return !agenda.instant().isBefore(before(3, 0));
    }

    boolean isLongAgo() {
        return agenda.instant().isBefore(end.minus(CLOSE));
    }

    private boolean isWithin(int fromMinutes, int toMinutes) {
        Instant now = agenda.instant();
        return !now.isBefore(before(fromMinutes, 0)) && now.isBefore(before(toMinutes, 0));
    }
}
