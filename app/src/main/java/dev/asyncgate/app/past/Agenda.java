package dev.asyncgate.app.past;

import dev.asyncgate.error.GateException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done when: by a clock that goes from deed to deed, and later by the one on the wall. For one thread at a time. */
final class Agenda implements InstantSource {

    private static final Logger LOG = LoggerFactory.getLogger(Agenda.class);

    private static final Duration LOOK = Duration.ofMillis(200);

    private record Entry(Instant at, long number, Runnable deed) {}

    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparing(Entry::at).thenComparingLong(Entry::number));
    private volatile Instant now;
    private volatile boolean live;
    private volatile boolean rests;
    private long numbers;

    Agenda(Instant start) {
        now = start;
    }

    @Override
    public Instant instant() {
        return live ? Instant.now() : now;
    }

    void at(Instant instant, Runnable deed) {
        entries.add(new Entry(instant, numbers++, deed));
    }

    void in(double seconds, Runnable deed) {
        at(instant().plusMillis(Math.round(seconds * 1000)), deed);
    }

    /** Does everything up to an instant, each deed at its own. */
    void playUntil(Instant end) {
        for (Entry next = entries.peek(); next != null && !next.at().isAfter(end); next = entries.peek()) {
            entries.remove();
            now = next.at().isAfter(now) ? next.at() : now;
            next.deed().run();
        }
        now = end;
    }

    /** From now on it keeps everybody's time; whoever calls then lets a thread {@link #goOn}, and may tell it to rest at once. */
    void wake() {
        live = true;
        rests = false;
    }

    /** Does what follows when its time comes, until it is told to rest or interrupted. */
    void goOn() {
        try {
            while (!rests) {
                Entry next = entries.peek();
                Duration left = next == null ? LOOK : Duration.between(Instant.now(), next.at());
                if (left.isPositive()) {
                    Thread.sleep(left.compareTo(LOOK) < 0 ? left : LOOK);
                } else if (next != null) {
                    entries.remove();
                    tryTo(next.deed());
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("the day ends");
        }
    }

    void rest() {
        rests = true;
    }

    private static void tryTo(Runnable deed) {
        try {
            deed.run();
        } catch (GateException e) {
            LOG.debug("not done: {}", e.getMessage());
        }
    }
}
