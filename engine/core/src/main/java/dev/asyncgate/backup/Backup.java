package dev.asyncgate.backup;

import dev.asyncgate.database.DatabaseAddress;
import dev.asyncgate.database.SqlFailure;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Writes a schema into one file: a picture of one instant, while everybody works on.
 *
 * <p>The file is a zip: for each table the lines of {@code COPY … TO STDOUT} with a header, in the order of its primary
 * key, so that equal data make equal lines on every server; then {@code manifest.json} and its digest.
 *
 * @param address who reads; the right to SELECT is enough
 * @param schema  which schema
 */
public record Backup(DatabaseAddress address, String schema) {

    /** Values in a form that every server from 15 on reads back to the last bit, and time enough. */
    private static final String SESSION = """
            SET LOCAL statement_timeout = 0;
            SET LOCAL idle_in_transaction_session_timeout = 0;
            SET LOCAL datestyle = 'ISO, YMD';
            SET LOCAL intervalstyle = 'iso_8601';
            SET LOCAL timezone = 'UTC';
            SET LOCAL bytea_output = 'hex';
            SET LOCAL extra_float_digits = 3;
            """;

    private static final String ABOUT = """
            SELECT (SELECT max(version::int) FROM flyway_schema_history WHERE success AND version IS NOT NULL),
                   current_setting('server_version'),
                   transaction_timestamp()
            """;

    /**
     * Writes the archive. Memory stays flat, however much there is.
     *
     * @param productVersion of this AsyncGate
     * @param file           which must not exist; until the archive is complete it stands beside it as {@code .part}
     * @throws GateException INVALID_REQUEST if the file exists or can't be written; DATABASE_UNAVAILABLE if the database
     *     does not answer; UNAUTHORIZED if the role may not read; there is no file then
     */
    public Manifest write(String productVersion, Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        try (ArchiveWriter archive = ArchiveWriter.begin(absolute);
                Connection connection = address.connect("backup", DatabaseAddress.CONNECT_TIMEOUT)) {
            Manifest manifest = copy(connection, archive, productVersion);
            archive.finish(manifest);
            return manifest;
        } catch (SQLException e) {
            throw SqlFailure.toGateException(e, address, schema);
        } catch (IOException e) {
            throw new GateException(
                    ErrorCode.INVALID_REQUEST,
                    "The backup can't be written to " + absolute + ": " + reason(e)
                            + ". There is no file of that name.",
                    e);
        }
    }

    private Manifest copy(Connection connection, ArchiveWriter archive, String productVersion)
            throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = " + Schema.quoted(schema));
            Schema before = Schema.read(connection, schema);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            statement.execute(SESSION);
            requireTables(before);
            // The picture is taken with the first query; from the locks on no migration can change a table under it.
            statement.execute("LOCK TABLE " + before.quotedNames() + ", flyway_schema_history IN ACCESS SHARE MODE");
            if (!Schema.read(connection, schema).equals(before)) {
                throw new GateException(
                        ErrorCode.DATABASE_UNAVAILABLE,
                        "The schema " + schema + " is being migrated at the moment: try again when that is done.");
            }
            return copy(connection, statement, archive, productVersion, before);
        }
    }

    private void requireTables(Schema found) {
        if (found.tables().isEmpty()) {
            throw new GateException(
                    ErrorCode.DATABASE_UNAVAILABLE,
                    "There is nothing to write: the database has no AsyncGate schema named " + schema
                            + ", or this role may not see it. Check DATABASE_SCHEMA, or run asyncgate migrate.");
        }
    }

    private static Manifest copy(
            Connection connection, Statement statement, ArchiveWriter archive, String productVersion, Schema schema)
            throws SQLException, IOException {
        List<Manifest.Table> tables = new ArrayList<>();
        CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
        for (Schema.Table table : schema.tables()) {
            tables.add(copy(copies, archive, table));
        }
        int epoch = Epoch.present(statement);
        try (ResultSet about = statement.executeQuery(ABOUT)) {
            about.next();
            Instant takenAt = Objects.requireNonNull(about.getObject(3, OffsetDateTime.class))
                    .toInstant();
            return new Manifest(productVersion, about.getInt(1), about.getString(2), takenAt, epoch, tables);
        }
    }

    private static Manifest.Table copy(CopyManager copies, ArchiveWriter archive, Schema.Table table)
            throws SQLException, IOException {
        var digest = new Digest();
        OutputStream lines = digest.into(archive.table(table.name()));
        String order = table.key().isEmpty() ? "" : " ORDER BY " + table.quotedKey();
        long rows = copies.copyOut(
                "COPY (SELECT " + table.quotedColumns() + " FROM " + table.quotedName() + order
                        + ") TO STDOUT WITH (FORMAT text, HEADER)",
                lines);
        return new Manifest.Table(table.name(), table.columns(), rows, digest.hex());
    }

    static String reason(IOException e) {
        if (e instanceof java.nio.file.AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof java.nio.file.NoSuchFileException) {
            return "there is no such directory";
        }
        String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        return Objects.requireNonNullElse(reason, "the file can't be used");
    }
}
