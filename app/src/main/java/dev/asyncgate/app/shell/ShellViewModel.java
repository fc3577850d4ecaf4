package dev.asyncgate.app.shell;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.background.Load;
import dev.asyncgate.app.background.Scope;
import dev.asyncgate.database.ChangeFeed.Outage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.LongProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleLongProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/** What head and status bar show: connection, live or paused, counts, background work, clock. For the FX thread. */
public final class ShellViewModel {

    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);
    private static final Duration WORTH_SHOWING = Duration.ofSeconds(1);
    private static final Duration RECENT = Duration.ofSeconds(30);
    private static final String WENT_AWAY = "The database went away. What it acknowledged is safe.";

    private final Background background;
    private final Scope scope;
    private final Clock clock;
    private final Function<Tenant, Callable<Pulse>> pulse;
    private final Supplier<@Nullable Outage> outage;
    private final ObjectProperty<Tenant> tenant;
    private final ReadOnlyObjectWrapper<Connection> connection =
            new ReadOnlyObjectWrapper<>(this, "connection", new Connection.Connecting());
    private final ReadOnlyObjectWrapper<Map<String, Long>> counts =
            new ReadOnlyObjectWrapper<>(this, "counts", Map.of());
    private final ReadOnlyObjectWrapper<@Nullable Duration> slowPoll = new ReadOnlyObjectWrapper<>(this, "slowPoll");
    private final ReadOnlyObjectWrapper<Instant> now;
    private final ReadOnlyObjectWrapper<Optional<Load>> work =
            new ReadOnlyObjectWrapper<>(this, "work", Optional.empty());
    private final LongProperty updatesPerSecond = new SimpleLongProperty(this, "updatesPerSecond");
    private long updatesBefore;

    /**
     * Nothing is asked before {@link #start()}.
     *
     * @param pulse runs off the FX thread, for the tenant shown, and throws when the database does not answer
     * @param outage what the engine knows of the last time that its database was away; asks nobody
     */
    public ShellViewModel(
            Background background,
            Clock clock,
            Tenant first,
            Function<Tenant, Callable<Pulse>> pulse,
            Supplier<@Nullable Outage> outage) {
        this.background = background;
        this.scope = background.scope();
        this.clock = clock;
        this.pulse = pulse;
        this.outage = outage;
        this.tenant = new SimpleObjectProperty<>(this, "tenant", first);
        this.now = new ReadOnlyObjectWrapper<>(this, "now", clock.instant());
    }

    /** Begins to ask and to tick. */
    public void start() {
        tenant.subscribe(ignored -> ask());
        scope.every(BEAT, this::beat);
    }

    /** Ends what {@link #start()} began. */
    public void stop() {
        scope.cancelAll();
    }

    /** Once a second: the clock, the work under way, and a question when one is due. */
    void beat() {
        now.set(clock.instant());
        long updates = background.updatesProperty().get();
        updatesPerSecond.set(updates - updatesBefore);
        updatesBefore = updates;
        work.set(background.running().stream()
                .filter(load -> load.elapsed().compareTo(WORTH_SHOWING) >= 0)
                .findFirst());
        noticeOutage();
        if (connection.get() instanceof Connection.Lost lost) {
            if (!now.get().isBefore(lost.nextTry())) {
                ask();
            }
        } else if (liveProperty().get()) {
            ask();
        }
    }

    /** Asks now instead of waiting for the next try. */
    public void retryNow() {
        ask();
    }

    public void toggleLive() {
        liveProperty().set(!liveProperty().get());
    }

    public BooleanProperty liveProperty() {
        return background.liveProperty();
    }

    public ReadOnlyObjectProperty<Connection> connectionProperty() {
        return connection.getReadOnlyProperty();
    }

    /** Whose tasks, leases and receipts the window shows; may be set. */
    public ObjectProperty<Tenant> tenantProperty() {
        return tenant;
    }

    /** Tasks of this tenant by state's wire name; a state without tasks may be missing. */
    public ReadOnlyObjectProperty<Map<String, Long>> countsProperty() {
        return counts.getReadOnlyProperty();
    }

    /** How often places ask where no notice of a change arrives; null where notices do. */
    public ReadOnlyObjectProperty<@Nullable Duration> slowPollProperty() {
        return slowPoll.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Instant> nowProperty() {
        return now.getReadOnlyProperty();
    }

    /** The oldest load that has run for a second or longer. */
    public ReadOnlyObjectProperty<Optional<Load>> workProperty() {
        return work.getReadOnlyProperty();
    }

    /** Answers of polls in the last second. */
    public ReadOnlyLongProperty updatesPerSecondProperty() {
        return updatesPerSecond;
    }

    private void ask() {
        scope.load("pulse", pulse.apply(tenant.get()), this::answered, this::failed);
    }

    /** A question that waits for a connection says nothing for seconds; the engine knows at once. */
    private void noticeOutage() {
        Outage last = outage.get();
        if (last != null && last.backAt() == null && connection.get() instanceof Connection.Connected) {
            Instant at = clock.instant();
            connection.set(new Connection.Lost(WENT_AWAY, last.lostAt(), at.plus(wait(1)), 1));
        }
    }

    private Optional<Duration> awayFor() {
        Outage last = outage.get();
        if (last == null
                || last.backAt() == null
                || clock.instant().isAfter(last.backAt().plus(RECENT))) {
            return Optional.empty();
        }
        return Optional.of(Duration.between(last.lostAt(), last.backAt()));
    }

    private void answered(Pulse answer) {
        connection.set(new Connection.Connected(answer.server(), answer.latency(), awayFor()));
        counts.set(answer.counts());
        slowPoll.set(answer.slowPoll());
    }

    private void failed(Exception failure) {
        Instant at = clock.instant();
        Connection before = connection.get();
        int tries = before instanceof Connection.Lost lost ? lost.tries() + 1 : 1;
        Instant since = before instanceof Connection.Lost lost ? lost.since() : at;
        String reason = Objects.requireNonNullElse(failure.getMessage(), failure.toString());
        connection.set(new Connection.Lost(reason, since, at.plus(wait(tries)), tries));
    }

    /** 1, 2, 4, 8, then 15 s. */
    private static Duration wait(int tries) {
        Duration doubled = Duration.ofSeconds(1L << Math.min(tries - 1, 10));
        return doubled.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : doubled;
    }
}
