package dev.asyncgate.access;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.Row;
import dev.asyncgate.settings.Settings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells whose key was offered, with the limit of its calls. One round trip, or none for a key that was verified within the
 * last half second: five hundred workers that wait with one key would otherwise ask for nothing but it. A revocation holds
 * at once in the program that makes it, and everywhere within that half second, as an expiry does.
 */
public final class VerifyKey {

    /** The one query that cannot know its tenant: the prefix is unique among all of them. */
    private static final String SQL = "SELECT " + KeyRows.COLUMNS + """
            , k.secret_sha256,
            k.revoked_at IS NULL AND coalesce(k.expires_at > gate_now(), true) AS valid
            FROM api_keys k
            """ + KeyRows.WITH_LIMIT + "WHERE k.prefix = ?";

    private static final String TENANT_LIMIT =
            "SELECT calls, window_seconds FROM call_limits WHERE tenant_id = ? AND key_id = ?";

    /** Compared with when nobody has the prefix, so that this takes as long as a wrong secret. */
    private static final String NOBODYS = KeyText.digest("");

    private static final Duration REMEMBERED = Duration.ofMillis(500);
    private static final int MOST_REMEMBERED = 1_000;

    private final Database database;
    private final Map<String, Verified> verified = new ConcurrentHashMap<>();
    private final KeyRows rows;
    private final @Nullable String configured;

    public VerifyKey(Database database, Settings settings) {
        this.database = database;
        this.rows = new KeyRows(CallLimit.standard(settings));
        String key = settings.gateway().apiKey();
        this.configured = key == null ? null : KeyText.digest(key);
    }

    /**
     * The key that this is the text of; empty when there is none, or none that is valid by the database's clock.
     *
     * @param offered whatever somebody sent; its length is for the caller to bound
     * @throws dev.asyncgate.error.GateException DATABASE_UNAVAILABLE
     */
    public Optional<ApiKey> run(String offered) {
        String digest = KeyText.digest(offered);
        Verified before = verified.get(digest);
        if (before != null && System.nanoTime() - before.atNanos() < REMEMBERED.toNanos()) {
            return Optional.of(before.key());
        }
        Optional<ApiKey> key = ask(offered, digest);
        key.ifPresent(valid -> remember(digest, valid));
        return key;
    }

    /** What was verified is asked for again: a key or a limit has changed. */
    public void forget() {
        verified.clear();
    }

    private record Verified(long atNanos, ApiKey key) {}

    private void remember(String digest, ApiKey key) {
        if (verified.size() >= MOST_REMEMBERED) {
            verified.clear();
        }
        verified.put(digest, new Verified(System.nanoTime(), key));
    }

    private Optional<ApiKey> ask(String offered, String digest) {
        if (configured != null && KeyText.same(digest, configured)) {
            return Optional.of(ApiKey.configured(limitOfDefaultTenant()));
        }
        if (!KeyText.hasShape(offered)) {
            return Optional.empty();
        }
        Optional<Stored> stored = database.repeatable(
                session -> session.query(SQL).text(KeyText.prefix(offered)).first(this::stored));
        boolean known = KeyText.same(digest, stored.map(Stored::digest).orElse(NOBODYS));
        return stored.filter(found -> known && found.valid()).map(Stored::key);
    }

    private record Stored(String digest, boolean valid, ApiKey key) {}

    private Stored stored(Row row) throws SQLException {
        return new Stored(row.digest("secret_sha256"), row.flag("valid"), rows.key(row));
    }

    private CallLimit limitOfDefaultTenant() {
        return database.repeatable(session -> session.query(TENANT_LIMIT)
                        .id(ApiKey.DEFAULT_TENANT)
                        .id(SetLimit.TENANT)
                        .first(rows::limit))
                .orElse(rows.standard());
    }
}
