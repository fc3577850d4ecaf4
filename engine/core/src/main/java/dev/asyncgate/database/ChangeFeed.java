package dev.asyncgate.database;

import dev.asyncgate.error.GateException;
import dev.asyncgate.settings.Settings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells that something of a tenant has changed, in this process or another one on the same database, and what became
 * ready to be claimed.
 *
 * <p>Announcements leave after their transactions, from one thread with a connection of its own: at once when none is
 * under way, else coalesced by tenant (a NOTIFY inside a transaction would take a lock around every commit). Another
 * thread listens. A connection that is lost is made anew; whatever was missed meanwhile is covered by telling every
 * subscriber that everything may have changed. An announcement may be lost with its process, so whoever waits also polls
 * slowly. Whether notices arrive at all is tried with one of its own after each LISTEN: behind a proxy that pools by
 * transaction they never do, and a replica refuses to listen; then subscribers are told every two seconds that everything
 * may have changed. Thread-safe; subscribers run on the feed's threads and must be quick.
 */
public final class ChangeFeed implements AutoCloseable {

    /** Stands for all tenants: something may have been missed. */
    public static final UUID EVERYTHING = new UUID(-1, -1);

    private static final Logger LOG = LoggerFactory.getLogger(ChangeFeed.class);
    private static final Duration GAP = Duration.ofMillis(5);
    private static final Duration LISTEN = Duration.ofSeconds(10);
    /** A network that swallows everything is noticed then. */
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(5);
    private static final Duration TRIAL = Duration.ofSeconds(5);
    private static final String TRIAL_NOTICE = "trial ";
    private static final String REFUSED_WITHOUT_CHANGES = "25006";
    private static final String NOT_SUPPORTED = "0A000";

    /** How often subscribers ask where no notice arrives. */
    public static final Duration SLOW_POLL = Duration.ofSeconds(2);

    private final DatabaseAddress address;
    private final String channel;
    private final boolean readOnly;
    private final Set<Consumer<UUID>> subscribers = new CopyOnWriteArraySet<>();
    private final Set<BiConsumer<UUID, ReadyTasks>> workers = new CopyOnWriteArraySet<>();
    private final ConcurrentHashMap<UUID, ReadyTasks> pending = new ConcurrentHashMap<>();
    private final LinkedBlockingQueue<Boolean> signal = new LinkedBlockingQueue<>(1);
    private final Thread notifier;
    private final Thread listener;
    private final Runnable beforeReconnecting;
    private volatile boolean closed;
    private volatile int notifierPid;
    private volatile @Nullable Outage lastOutage;
    private volatile boolean deaf;
    /** The notice that is on trial and has not yet left; null for none. */
    private final AtomicReference<@Nullable String> trial = new AtomicReference<>();

    /**
     * A time in which the database did not answer, by this machine's clock.
     *
     * @param backAt null while it lasts
     */
    public record Outage(Instant lostAt, @Nullable Instant backAt) {}

    /**
     * Starts both threads; they connect by themselves and go on trying.
     *
     * @param beforeReconnecting what may bring the database back, called before each new attempt
     */
    public ChangeFeed(DatabaseAddress address, Settings.Database settings, Runnable beforeReconnecting) {
        this.address = address;
        this.readOnly = settings.readOnly();
        this.beforeReconnecting = beforeReconnecting;
        this.channel = "asyncgate_" + settings.schema();
        this.notifier =
                Thread.ofPlatform().daemon().name("asyncgate-notifier").start(() -> run(this::announceAll, () -> {}));
        this.listener =
                Thread.ofPlatform().daemon().name("asyncgate-listener").start(() -> run(this::listen, this::noteLoss));
    }

    /** A subscription; closing it ends it. */
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /** Calls back with the tenant of each change, or {@link #EVERYTHING}. */
    public Subscription subscribe(Consumer<UUID> subscriber) {
        subscribers.add(subscriber);
        return () -> subscribers.remove(subscriber);
    }

    /** Calls back with what other processes announce as ready, or {@link #EVERYTHING} when that may have been missed. */
    public Subscription subscribeToReady(BiConsumer<UUID, ReadyTasks> subscriber) {
        workers.add(subscriber);
        return () -> workers.remove(subscriber);
    }

    /** Says that a committed change concerns this tenant, after which there is no more to claim. Returns at once. */
    public void announce(UUID tenantId) {
        announce(tenantId, ReadyTasks.NONE);
    }

    /**
     * Says that a committed change concerns this tenant. Returns at once.
     *
     * @param ready what workers of other processes are to know of
     */
    public void announce(UUID tenantId, ReadyTasks ready) {
        pending.merge(tenantId, ready, ReadyTasks::and);
        boolean signalled = signal.offer(true);
        LOG.trace("announced {}, newly signalled: {}", tenantId, signalled);
    }

    /** The latest outage that was noticed; null when there was none. */
    public @Nullable Outage lastOutage() {
        return lastOutage;
    }

    /** Whether no notice arrives through this connection, so that subscribers are told every {@link #SLOW_POLL} instead. */
    public boolean isDeaf() {
        return deaf;
    }

    @Override
    public void close() {
        closed = true;
        notifier.interrupt();
        listener.interrupt();
    }

    /** One life of a connection, until it breaks. */
    @FunctionalInterface
    private interface Life {
        void live(Connection connection) throws SQLException, InterruptedException;
    }

    private void run(Life life, Runnable onLoss) {
        long backoffMillis = 50;
        while (!closed) {
            try (Connection connection = connect()) {
                backoffMillis = 50;
                life.live(connection);
            } catch (SQLException e) {
                LOG.debug("change feed connection lost ({}), trying again in {} ms", e.getSQLState(), backoffMillis);
                if (!closed) {
                    onLoss.run();
                }
                backoffMillis = pause(backoffMillis);
                revive();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void revive() {
        try {
            if (!closed) {
                beforeReconnecting.run();
            }
        } catch (GateException e) {
            LOG.warn("the database could not be brought back, and is tried again: {}", e.getMessage());
        }
    }

    private void announceAll(Connection connection) throws SQLException, InterruptedException {
        notifierPid = pid(connection);
        try (Statement statement = connection.createStatement()) {
            // A notice is worth nothing after a crash: it need not wait for the disk, nor have anybody wait behind it.
            statement.execute("SET synchronous_commit = off");
        }
        try (PreparedStatement notify = connection.prepareStatement("SELECT pg_notify(?, ?)")) {
            notify.setString(1, channel);
            while (!closed) {
                if (signal.poll(LISTEN.toMillis(), TimeUnit.MILLISECONDS) != null) {
                    sendTrial(notify);
                    for (UUID tenantId : Set.copyOf(pending.keySet())) {
                        send(notify, tenantId);
                    }
                    Thread.sleep(GAP);
                }
            }
        }
    }

    private void sendTrial(PreparedStatement notify) throws SQLException {
        String notice = trial.getAndSet(null);
        if (notice != null) {
            try {
                notify.setString(2, notice);
                notify.execute();
            } catch (SQLException e) {
                trial.compareAndSet(null, notice);
                throw e;
            }
        }
    }

    /** As listeners are told it: a pooler in between gives the driver another. */
    private static int pid(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }

    /** What is announced while it is under way waits for the next one; what did not get through, too. */
    private void send(PreparedStatement notify, UUID tenantId) throws SQLException {
        ReadyTasks ready = pending.remove(tenantId);
        if (ready == null) {
            return;
        }
        try {
            notify.setString(2, ready.isEmpty() ? tenantId.toString() : tenantId + " " + ready.text());
            notify.execute();
        } catch (SQLException e) {
            announce(tenantId, ready);
            throw e;
        }
    }

    private void listen(Connection connection) throws SQLException {
        boolean listening = mayListen(connection);
        Outage outage = lastOutage;
        if (outage != null && outage.backAt() == null) {
            lastOutage = new Outage(outage.lostAt(), Instant.now());
        }
        tell(EVERYTHING, ReadyTasks.UNKNOWN);
        hear(connection, listening);
    }

    /** Also of a server that went before there was a first connection. */
    private void noteLoss() {
        Outage outage = lastOutage;
        if (outage == null || outage.backAt() != null) {
            lastOutage = new Outage(Instant.now(), null);
            tell(EVERYTHING, ReadyTasks.NONE);
        }
    }

    /** A replica takes no LISTEN, whoever asks. */
    private boolean mayListen(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("LISTEN \"" + channel + "\"");
            return true;
        } catch (SQLException e) {
            if (REFUSED_WITHOUT_CHANGES.equals(e.getSQLState()) || NOT_SUPPORTED.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    private void hear(Connection connection, boolean listening) throws SQLException {
        PGConnection notifications = connection.unwrap(PGConnection.class);
        String onTrial = TRIAL_NOTICE + UUID.randomUUID();
        deaf = !listening;
        boolean heardIt = false;
        long tellsBy = System.nanoTime() + TRIAL.toNanos();
        if (listening) {
            trial.set(onTrial);
            signal.offer(true);
        }
        while (!closed) {
            Duration wait = heardIt ? LISTEN : SLOW_POLL;
            PGNotification[] heard = notifications.getNotifications(Math.toIntExact(wait.toMillis()));
            if (heard.length == 0 && !connection.isValid(2)) {
                throw new SQLException("the listening connection went silent", "08006");
            }
            for (PGNotification notification : heard) {
                if (notification.getParameter().equals(onTrial)) {
                    heardIt = true;
                    deaf = false;
                } else if (!notification.getParameter().startsWith(TRIAL_NOTICE)) {
                    hear(notification);
                }
            }
            if (!heardIt && (deaf || System.nanoTime() - tellsBy > 0)) {
                deaf = true;
                tell(EVERYTHING, ReadyTasks.NONE);
            }
        }
    }

    /** Workers of this process have been called before its own notice left. */
    private void hear(PGNotification notification) {
        String[] parts = notification.getParameter().split(" ", 2);
        UUID tenantId = parsed(parts[0]);
        if (tenantId == null) {
            tell(EVERYTHING, ReadyTasks.UNKNOWN);
        } else {
            boolean own = notification.getPID() == notifierPid;
            tell(tenantId, own || parts.length == 1 ? ReadyTasks.NONE : ReadyTasks.parse(parts[1]));
        }
    }

    private void tell(UUID tenantId, ReadyTasks ready) {
        subscribers.forEach(subscriber -> subscriber.accept(tenantId));
        if (!ready.isEmpty()) {
            workers.forEach(worker -> worker.accept(tenantId, ready));
        }
    }

    private static @Nullable UUID parsed(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", address.user());
        properties.setProperty("password", address.password());
        properties.setProperty(
                "connectTimeout", Integer.toString(address.connectSeconds(DatabaseAddress.CONNECT_TIMEOUT)));
        properties.setProperty("socketTimeout", Long.toString(ANSWER.toSeconds()));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("ApplicationName", "asyncgate change feed");
        if (readOnly) {
            properties.setProperty("options", Database.READ_ONLY.strip());
        }
        return DriverManager.getConnection(address.jdbcUrl(), properties);
    }

    private long pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            LOG.trace("woken to close");
        }
        return Math.min(millis * 2, LONGEST_BACKOFF.toMillis());
    }
}
