package dev.asyncgate.app.connections;

import dev.asyncgate.app.shell.Environment;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.error.GateException;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import javafx.beans.Observable;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** A profile while it is being typed, and what is wrong with it. For the FX thread only. */
final class ProfileForm {

    private static final Pattern HOST =
            Pattern.compile("(\\[[0-9a-fA-F:.%]+]|[0-9a-fA-F:]*::[0-9a-fA-F:.]*|[A-Za-z0-9._-]+)(:[0-9]{1,5})?");
    private static final Pattern SCHEMA = Pattern.compile("(?!pg_)[a-z_][a-z0-9_]{0,62}");
    private static final Pattern SECONDS = Pattern.compile("([0-9]{1,5}) *s?");
    private static final String DEFAULT = "default";
    private static final int LAST_PORT = 65_535;
    private static final int LONGEST_SECONDS = 3_600;
    private static final int LARGEST_POOL = 1_000;

    private final Map<ProfileField, StringProperty> fields = new EnumMap<>(ProfileField.class);
    private final ObjectProperty<Environment.Kind> kind =
            new SimpleObjectProperty<>(this, "kind", Environment.Kind.DEVELOPMENT);
    private final ObjectProperty<Environment.Guard> guard =
            new SimpleObjectProperty<>(this, "guard", Environment.Guard.CONFIRM);
    private final ObjectProperty<Tls> tls = new SimpleObjectProperty<>(this, "tls", Tls.PREFER);
    private final BooleanProperty keepsPassword = new SimpleBooleanProperty(this, "keepsPassword", true);
    private UUID id = Profile.LOCAL;
    private boolean embedded = true;
    private Map<String, String> more = Map.of();

    ProfileForm() {
        for (ProfileField field : ProfileField.values()) {
            fields.put(field, new SimpleStringProperty(this, field.key(), ""));
        }
    }

    StringProperty property(ProfileField field) {
        return Objects.requireNonNull(fields.get(field));
    }

    ObjectProperty<Environment.Kind> kindProperty() {
        return kind;
    }

    ObjectProperty<Environment.Guard> guardProperty() {
        return guard;
    }

    ObjectProperty<Tls> tlsProperty() {
        return tls;
    }

    BooleanProperty keepsPasswordProperty() {
        return keepsPassword;
    }

    /** Everything whose change is a change of the profile. */
    Observable[] all() {
        List<Observable> all = new ArrayList<>(fields.values());
        all.addAll(List.of(kind, guard, tls, keepsPassword));
        return all.toArray(Observable[]::new);
    }

    /** Whether it is the embedded database, of which only the operator and the tenant are chosen. */
    boolean isEmbedded() {
        return embedded;
    }

    void fill(Profile profile) {
        id = profile.id();
        embedded = profile.isEmbedded();
        set(ProfileField.NAME, profile.name());
        set(ProfileField.SCHEMA, profile.schema());
        set(ProfileField.OPERATOR, profile.operator());
        set(
                ProfileField.TENANT,
                profile.tenant().equals(Gate.DEFAULT_TENANT)
                        ? DEFAULT
                        : profile.tenant().toString());
        set(ProfileField.CONNECT, seconds(profile.connectTimeout()));
        set(ProfileField.STATEMENT, seconds(profile.statementTimeout()));
        set(ProfileField.POOL, String.valueOf(profile.poolSize()));
        kind.set(profile.kind());
        guard.set(profile.guard());
        if (profile.server() != null) {
            fill(profile.server());
        }
    }

    /** The server's part alone: what an address says. */
    void fill(Remote server) {
        set(ProfileField.HOSTS, server.hosts());
        set(ProfileField.PORT, String.valueOf(server.port()));
        set(ProfileField.DATABASE, server.database());
        set(ProfileField.USER, server.user());
        set(ProfileField.ROOT_CERTIFICATE, server.rootCertificate());
        set(ProfileField.CLIENT_CERTIFICATE, server.clientCertificate());
        tls.set(server.tls());
        keepsPassword.set(server.keepsPassword());
        more = server.more();
    }

    private void set(ProfileField field, String text) {
        property(field).set(text);
    }

    private String text(ProfileField field) {
        return property(field).get().strip();
    }

    private static String seconds(Duration duration) {
        return Math.max(1, duration.toSeconds()) + " s";
    }

    /** What is wrong, by field. */
    Map<ProfileField, String> problems(Texts texts, Collection<Profile> others) {
        Map<ProfileField, String> problems = new EnumMap<>(ProfileField.class);
        String name = text(ProfileField.NAME);
        if (name.isEmpty() || name.length() > 40) {
            problems.put(ProfileField.NAME, texts.text("connections.wrong.name"));
        } else if (others.stream()
                .anyMatch(it -> !it.id().equals(id) && it.name().equals(name))) {
            problems.put(ProfileField.NAME, texts.text("connections.wrong.name_taken", name));
        }
        if (!isOperator(text(ProfileField.OPERATOR))) {
            problems.put(ProfileField.OPERATOR, texts.text("connections.wrong.operator"));
        }
        if (tenant(text(ProfileField.TENANT)) == null) {
            problems.put(ProfileField.TENANT, texts.text("connections.wrong.tenant"));
        }
        if (!embedded) {
            serverProblems(texts, problems);
        }
        return problems;
    }

    private void serverProblems(Texts texts, Map<ProfileField, String> problems) {
        for (String host : text(ProfileField.HOSTS).split(",", -1)) {
            if (!HOST.matcher(host.strip()).matches()) {
                problems.put(ProfileField.HOSTS, texts.text("connections.wrong.hosts"));
            }
        }
        if (number(text(ProfileField.PORT), LAST_PORT) == null) {
            problems.put(ProfileField.PORT, texts.text("connections.wrong.port"));
        }
        if (text(ProfileField.DATABASE).isEmpty()) {
            problems.put(ProfileField.DATABASE, texts.text("connections.wrong.database"));
        }
        if (!SCHEMA.matcher(text(ProfileField.SCHEMA)).matches()) {
            problems.put(ProfileField.SCHEMA, texts.text("connections.wrong.schema"));
        }
        for (ProfileField field : List.of(ProfileField.CONNECT, ProfileField.STATEMENT)) {
            if (duration(text(field)) == null) {
                problems.put(field, texts.text("connections.wrong.seconds"));
            }
        }
        if (number(text(ProfileField.POOL), LARGEST_POOL) == null) {
            problems.put(ProfileField.POOL, texts.text("connections.wrong.pool"));
        }
        for (ProfileField field : List.of(ProfileField.ROOT_CERTIFICATE, ProfileField.CLIENT_CERTIFICATE)) {
            if (!isFile(text(field))) {
                problems.put(field, texts.text("connections.wrong.file"));
            }
        }
    }

    /** As it was typed; only where there are no {@link #problems}. */
    Profile profile() {
        return new Profile(
                id,
                text(ProfileField.NAME),
                kind.get(),
                guard.get(),
                embedded ? null : server(),
                text(ProfileField.SCHEMA),
                text(ProfileField.OPERATOR),
                Objects.requireNonNull(tenant(text(ProfileField.TENANT))),
                Objects.requireNonNull(duration(text(ProfileField.CONNECT))),
                Objects.requireNonNull(duration(text(ProfileField.STATEMENT))),
                Objects.requireNonNull(number(text(ProfileField.POOL), LARGEST_POOL)));
    }

    private Remote server() {
        return new Remote(
                text(ProfileField.HOSTS),
                Objects.requireNonNull(number(text(ProfileField.PORT), LAST_PORT)),
                text(ProfileField.DATABASE),
                text(ProfileField.USER),
                keepsPassword.get(),
                tls.get(),
                text(ProfileField.ROOT_CERTIFICATE),
                text(ProfileField.CLIENT_CERTIFICATE),
                more);
    }

    private static boolean isOperator(String text) {
        try {
            return !text.isEmpty()
                    && Principal.external(PrincipalKind.HUMAN, text).id().equals(text);
        } catch (GateException notAllowed) {
            return false;
        }
    }

    private static boolean isFile(String text) {
        try {
            return text.isEmpty() || Files.isRegularFile(Path.of(text));
        } catch (InvalidPathException noPath) {
            return false;
        }
    }

    private static @Nullable UUID tenant(String text) {
        try {
            return text.equals(DEFAULT) ? Gate.DEFAULT_TENANT : UUID.fromString(text);
        } catch (IllegalArgumentException notOne) {
            return null;
        }
    }

    private static @Nullable Integer number(String text, int most) {
        if (!text.matches("[0-9]{1,5}")) {
            return null;
        }
        int number = Integer.parseInt(text);
        return number >= 1 && number <= most ? number : null;
    }

    private static @Nullable Duration duration(String text) {
        var matcher = SECONDS.matcher(text);
        Integer number = matcher.matches() ? number(matcher.group(1), LONGEST_SECONDS) : null;
        return number == null ? null : Duration.ofSeconds(number);
    }
}
