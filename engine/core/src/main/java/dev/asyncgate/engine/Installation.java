package dev.asyncgate.engine;

import dev.asyncgate.backup.Backup;
import dev.asyncgate.backup.Manifest;
import dev.asyncgate.backup.Restore;
import dev.asyncgate.database.ConnectionCheck;
import dev.asyncgate.database.DatabaseAddress;
import dev.asyncgate.database.Migration;
import dev.asyncgate.database.embedded.EmbeddedPostgres;
import dev.asyncgate.error.GateException;
import dev.asyncgate.settings.DatabaseUrl;
import dev.asyncgate.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The database that the settings name, for what is done to it as a whole. An embedded server is started or joined, and
 * left again on close.
 */
public final class Installation implements AutoCloseable {

    private final Settings settings;
    private final @Nullable EmbeddedPostgres embedded;

    private Installation(Settings settings, @Nullable EmbeddedPostgres embedded) {
        this.settings = settings;
        this.embedded = embedded;
    }

    /**
     * Starts or joins the embedded server if the settings name it; connects to nothing yet.
     *
     * @throws GateException DATABASE_UNAVAILABLE that says what to do
     */
    public static Installation open(Settings settings) {
        boolean comesAlong = settings.database().url().embedded();
        return new Installation(settings, comesAlong ? EmbeddedPostgres.open(settings.dataDir()) : null);
    }

    /** The migrations that its schema has and needs. */
    public Migration migration() {
        return new Migration(owner(), schema(), settings.database().connectTimeout());
    }

    /**
     * Writes all of it into a file.
     *
     * @throws GateException as {@link Backup#write}
     */
    public Manifest backup(String productVersion, Path file) {
        return new Backup(program(), schema()).write(productVersion, file);
    }

    /**
     * Reads an archive into it. An embedded database that was never used is first migrated as far as the archive was, and
     * afterwards as far as this program goes; a server's is migrated by {@code asyncgate migrate} alone.
     *
     * @throws GateException as {@link Restore#read}
     */
    public Manifest restore(Path file) {
        if (embedded == null) {
            return new Restore(owner(), schema()).read(file);
        }
        migration().begin(Restore.manifest(file).schemaNumber());
        Manifest restored = new Restore(owner(), schema()).read(file);
        migration().apply();
        return restored;
    }

    /** The way to a server, step by step; an embedded one is not asked, for it was just started. */
    public static List<ConnectionCheck.Finding> check(Settings settings) {
        Settings.Database database = settings.database();
        return new ConnectionCheck(
                        address(database.url()), database.schema(), database.connectTimeout(), database.readOnly())
                .run();
    }

    private String schema() {
        return settings.database().schema();
    }

    /** Who works in the schema. */
    private DatabaseAddress program() {
        return embedded == null ? address(settings.database().url()) : embedded.address();
    }

    /** Who may change the schema itself. */
    private DatabaseAddress owner() {
        return embedded == null ? address(settings.database().url()) : embedded.ownerAddress();
    }

    static DatabaseAddress address(DatabaseUrl url) {
        String user = url.user() == null ? System.getProperty("user.name", "postgres") : url.user();
        return new DatabaseAddress(url.jdbcUrl(), user, url.password() == null ? "" : url.password());
    }

    @Override
    public void close() {
        if (embedded != null) {
            embedded.close();
        }
    }
}
