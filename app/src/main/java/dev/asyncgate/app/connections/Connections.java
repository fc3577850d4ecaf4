package dev.asyncgate.app.connections;

import dev.asyncgate.database.ConnectionCheck.Finding;
import dev.asyncgate.database.Migration;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Installation;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.settings.DatabaseUrl;
import dev.asyncgate.settings.Origin;
import dev.asyncgate.settings.Settings;
import dev.asyncgate.settings.SettingsSource;
import io.opentelemetry.api.OpenTelemetry;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The databases that this console knows, and the way to each: profiles and their file, passwords, gates. One for the whole
 * program. Does I/O, so never on the FX thread; thread-safe.
 */
public final class Connections {

    private static final Set<String> PASSWORD_REFUSED = Set.of("28P01", "28000", "08004");

    private final Settings base;
    private final OpenTelemetry telemetry;
    private final Keychain keychain;
    private final ProfileFile file;
    /** What was typed since the start; an empty one is an answer, too. */
    private final Map<UUID, String> typed = new ConcurrentHashMap<>();

    /**
     * @param base the settings that the program was started with
     * @param telemetry what the gates that are opened tell their spans to
     */
    public Connections(Settings base, OpenTelemetry telemetry, Keychain keychain, Clock clock) {
        this.base = base;
        this.telemetry = telemetry;
        this.keychain = keychain;
        this.file = new ProfileFile(base.dataDir(), clock);
    }

    /** What came of the way to a database. */
    public sealed interface Outcome {

        /** It stands open, and whoever is told owns it. */
        record Opened(Profile profile, Gate gate) implements Outcome {}

        /** Its schema has to be migrated first. */
        record Outdated(Profile profile, Migration.Plan plan) implements Outcome {}

        /**
         * Nobody has said its password yet.
         *
         * @param refused whether one was said and the server did not take it
         */
        record PasswordWanted(Profile profile, boolean refused) implements Outcome {}
    }

    /** The profiles as they are listed: what the settings name, the embedded database, then what was saved. */
    ProfileBook read() {
        ProfileBook saved = file.read();
        List<Profile> all = new ArrayList<>();
        if (namesServer()) {
            all.add(Profile.named(base));
        }
        saved.profiles().stream()
                .filter(Profile::isEmbedded)
                .findFirst()
                .ifPresentOrElse(all::add, () -> all.add(Profile.local(base)));
        saved.profiles().stream().filter(profile -> !profile.isEmbedded()).forEach(all::add);
        return new ProfileBook(all, saved.last(), saved.trouble());
    }

    /** Where the console begins: at what the settings name, else where it was last, else at the embedded database. */
    public Profile first() {
        ProfileBook book = read();
        boolean named = !(base.origin("DATABASE_URL") instanceof Origin.Default);
        UUID wanted = namesServer() ? Profile.NAMED : named ? Profile.LOCAL : book.last();
        return book.profiles().stream()
                .filter(profile -> profile.id().equals(wanted))
                .findFirst()
                .orElseGet(this::local);
    }

    /** The embedded database. */
    public Profile local() {
        return read().profiles().stream()
                .filter(Profile::isEmbedded)
                .findFirst()
                .orElseThrow();
    }

    private boolean namesServer() {
        return !base.database().url().embedded();
    }

    /**
     * Goes the whole way.
     *
     * @throws GateException that says what to do
     */
    public Outcome open(Profile profile) {
        String password = password(profile);
        if (password == null) {
            return new Outcome.PasswordWanted(profile, false);
        }
        try {
            return open(profile, profile.settings(base, password));
        } catch (GateException e) {
            if (!isRefused(e) || profile.id().equals(Profile.NAMED)) {
                throw e;
            }
            forgetPassword(profile.id());
            return new Outcome.PasswordWanted(profile, true);
        }
    }

    private Outcome open(Profile profile, Settings settings) {
        if (!profile.isEmbedded()) {
            try (Installation installation = Installation.open(settings)) {
                Migration migration = installation.migration();
                if (migration.served() < Migration.NEWEST) {
                    return new Outcome.Outdated(profile, migration.plan());
                }
            }
        }
        Gate gate = Gate.open(settings, telemetry);
        if (Thread.currentThread().isInterrupted()) {
            // Whoever asked has stopped: nobody else would close it.
            gate.close();
            throw new GateException(ErrorCode.DATABASE_UNAVAILABLE, "Connecting was stopped.");
        }
        keepPassword(profile);
        return new Outcome.Opened(profile, gate);
    }

    /**
     * Applies what {@link Outcome.Outdated} said, and nothing to a profile that only reads.
     *
     * @throws GateException that says what to do
     */
    public void migrate(Profile profile) {
        if (profile.isReadOnly()) {
            throw new GateException(ErrorCode.UNAUTHORIZED, "This profile only reads; nothing was changed.");
        }
        String password = password(profile);
        try (Installation installation = Installation.open(profile.settings(base, password == null ? "" : password))) {
            int _ = installation.migration().apply();
            boolean _ = installation.migration().grantRoles();
        }
    }

    /** Looks at a server step by step; null when a password has to be given first. */
    @Nullable List<Finding> test(Profile profile) {
        String password = password(profile);
        return password == null ? null : Installation.check(profile.settings(base, password));
    }

    /** Saves the profiles, and where the console is. What the settings name is not saved. */
    ProfileBook save(List<Profile> profiles, UUID last) throws IOException {
        file.write(new ProfileBook(
                profiles.stream().filter(Profile::isMine).toList(),
                last.equals(Profile.NAMED) ? Profile.LOCAL : last,
                null));
        return read();
    }

    /** Remembers that the console is there now. */
    public void remember(Profile profile) throws IOException {
        ProfileBook book = read();
        if (profile.isMine() && !profile.id().equals(book.last())) {
            save(book.profiles(), profile.id());
        }
    }

    /** Whether passwords can be kept. */
    public boolean hasKeychain() {
        return keychain.isThere();
    }

    /** Takes a password that was typed; it is kept once the server has taken it. */
    public void typed(Profile profile, String password) {
        typed.put(profile.id(), password);
    }

    void forgetPassword(UUID profile) {
        typed.remove(profile);
        keychain.forget(profile);
    }

    private void keepPassword(Profile profile) {
        String password = typed.get(profile.id());
        if (password != null && profile.server() != null && profile.server().keepsPassword()) {
            keychain.keep(profile.id(), password);
        }
    }

    /** Empty where none is needed; null where it has to be asked for. */
    private @Nullable String password(Profile profile) {
        Remote server = profile.server();
        if (server == null || profile.id().equals(Profile.NAMED)) {
            return "";
        }
        String here = typed.get(profile.id());
        if (here != null || !server.keepsPassword()) {
            return here;
        }
        return keychain.password(profile.id()).orElse(null);
    }

    private static boolean isRefused(GateException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && PASSWORD_REFUSED.contains(String.valueOf(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    /**
     * The server that an address means, in whichever form it is written. A password in it is taken like a typed one.
     *
     * @throws GateException INVALID_REQUEST that says what is allowed
     */
    Profile read(String address, UUID id, String name) {
        var source = new SettingsSource(new Origin.CommandLine(), Map.of("DATABASE_URL", address.strip()));
        DatabaseUrl url = Settings.read(Map.of(), List.of(source)).database().url();
        if (url.embedded()) {
            throw new GateException(ErrorCode.INVALID_REQUEST, "The embedded database is a profile already.");
        }
        if (url.password() != null) {
            typed.put(id, url.password());
        }
        return Profile.of(base, url, id, name);
    }

    /** A profile that nobody has filled in yet. */
    Profile blank(String name) {
        UUID id = UUID.randomUUID();
        return read("postgresql://localhost/asyncgate", id, name);
    }
}
