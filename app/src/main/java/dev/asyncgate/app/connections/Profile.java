package dev.asyncgate.app.connections;

import dev.asyncgate.app.shell.Environment;
import dev.asyncgate.settings.DatabaseUrl;
import dev.asyncgate.settings.Settings;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A database as the console knows it: where it is, what its window looks like, and what stands between a click and a
 * change there. No secret is in it.
 *
 * @param server null for the embedded one
 * @param operator the name of the person who acts
 * @param tenant the one that is shown first
 */
public record Profile(
        UUID id,
        String name,
        Environment.Kind kind,
        Environment.Guard guard,
        @Nullable Remote server,
        String schema,
        String operator,
        UUID tenant,
        Duration connectTimeout,
        Duration statementTimeout,
        int poolSize) {

    /** The embedded database, which is always there. */
    public static final UUID LOCAL = new UUID(0, 0);

    /** What the command line, the environment or a settings file name. */
    public static final UUID NAMED = new UUID(0, 1);

    /** Whether AsyncGate runs the server itself. */
    public boolean isEmbedded() {
        return server == null;
    }

    public boolean isReadOnly() {
        return guard == Environment.Guard.READ_ONLY;
    }

    /** Whether it is one of those that people have made. */
    public boolean hasName() {
        return !id.equals(LOCAL) && !id.equals(NAMED);
    }

    /** Whether it can be changed and deleted here. */
    boolean isMine() {
        return !id.equals(NAMED);
    }

    public Environment environment() {
        return new Environment(name, kind, guard);
    }

    /** The embedded database with the limits that the settings name. */
    static Profile local(Settings settings) {
        Settings.Database limits = settings.database();
        return new Profile(
                LOCAL,
                "local",
                Environment.Kind.LOCAL,
                Environment.Guard.EMBEDDED,
                null,
                "asyncgate",
                System.getProperty("user.name", "operator"),
                LOCAL,
                limits.connectTimeout(),
                limits.statementTimeout(),
                limits.poolSize());
    }

    /** The server that the settings name, which cannot be edited here. */
    static Profile named(Settings settings) {
        return of(settings, settings.database().url(), NAMED, settings.instanceId());
    }

    /** A server by its address, with everything else as the settings have it. */
    static Profile of(Settings settings, DatabaseUrl address, UUID id, String name) {
        Profile local = local(settings);
        Environment.Kind kind = Environment.Kind.valueOf(settings.environment().name());
        return new Profile(
                id,
                name,
                kind,
                kind == Environment.Kind.PRODUCTION ? Environment.Guard.TYPED_CONFIRMATION : Environment.Guard.CONFIRM,
                Remote.of(address),
                settings.database().schema(),
                local.operator(),
                LOCAL,
                local.connectTimeout(),
                local.statementTimeout(),
                local.poolSize());
    }

    /** The settings of the program, on this database. */
    Settings settings(Settings base, String password) {
        Remote remote = server;
        if (id.equals(NAMED)) {
            return base;
        }
        DatabaseUrl address = remote == null ? DatabaseUrl.EMBEDDED : remote.address(password);
        return base.on(new Settings.Database(
                address,
                schema,
                poolSize,
                connectTimeout,
                statementTimeout,
                base.database().lockTimeout(),
                isReadOnly()));
    }

    Profile as(UUID otherId, String otherName) {
        return new Profile(
                otherId,
                otherName,
                kind,
                guard,
                server,
                schema,
                operator,
                tenant,
                connectTimeout,
                statementTimeout,
                poolSize);
    }
}
