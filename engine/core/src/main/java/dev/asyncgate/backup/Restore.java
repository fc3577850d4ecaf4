package dev.asyncgate.backup;

import dev.asyncgate.database.DatabaseAddress;
import dev.asyncgate.database.Migration;
import dev.asyncgate.database.SqlFailure;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/**
 * Reads an archive into a schema that is migrated to the same number and holds nothing of any tenant, in one transaction:
 * all of it or nothing.
 *
 * @param address the schema's owner, for the guards are off while the rows come in
 * @param schema  which schema
 */
public record Restore(DatabaseAddress address, String schema) {

    private static final String SESSION = """
            SET LOCAL statement_timeout = 0;
            SET LOCAL idle_in_transaction_session_timeout = 0;
            SET LOCAL lock_timeout = '5s';
            SET LOCAL timezone = 'UTC';
            SET LOCAL datestyle = 'ISO, YMD';
            SET LOCAL intervalstyle = 'iso_8601';
            """;

    /**
     * Which schema number the archive needs, so that an empty database can be brought there first.
     *
     * @throws GateException INVALID_REQUEST if the file is not there, no archive, or damaged
     */
    public static Manifest manifest(Path file) {
        try (ArchiveReader archive = ArchiveReader.open(file)) {
            return archive.manifest();
        } catch (IOException e) {
            throw refusal(file, e);
        }
    }

    /**
     * Checks every digest, then restores, then begins a new epoch of the ledger.
     *
     * @throws GateException INVALID_REQUEST if the file is not there, no archive, damaged, of another schema, or if the
     *     schema holds something already; DATABASE_UNAVAILABLE if the database does not answer, was not migrated, or others
     *     work in the schema; UNAUTHORIZED if the role is not the owner. Nothing has changed then.
     */
    public Manifest read(Path file) {
        try (ArchiveReader archive = ArchiveReader.open(file)) {
            archive.verify();
            requireNumber(archive.manifest());
            load(archive);
            return archive.manifest();
        } catch (SQLException e) {
            throw SqlFailure.toGateException(e, address, schema);
        } catch (IOException e) {
            throw refusal(file, e);
        }
    }

    private void requireNumber(Manifest manifest) {
        int current = new Migration(address, schema).current();
        if (manifest.schemaNumber() > Migration.NEWEST) {
            throw new GateException(
                    ErrorCode.INVALID_REQUEST,
                    "The archive holds schema " + manifest.schemaNumber() + " and this AsyncGate knows "
                            + Migration.NEWEST + ": restore it with AsyncGate " + manifest.productVersion()
                            + " or newer. Nothing was changed.");
        }
        if (current == 0) {
            throw new GateException(
                    ErrorCode.DATABASE_UNAVAILABLE,
                    "The schema " + schema + " is not there yet: run asyncgate migrate, then restore.");
        }
        if (current != manifest.schemaNumber()) {
            throw new GateException(
                    ErrorCode.INVALID_REQUEST,
                    "The archive holds schema " + manifest.schemaNumber() + " and " + schema + " is at " + current
                            + ": restore it with AsyncGate " + manifest.productVersion()
                            + " into a database that this one has not migrated, then run asyncgate migrate. Nothing was"
                            + " changed.");
        }
    }

    private void load(ArchiveReader archive) throws SQLException, IOException {
        try (Connection connection = address.connect("restore", DatabaseAddress.CONNECT_TIMEOUT);
                Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = " + Schema.quoted(schema));
            connection.setAutoCommit(false);
            statement.execute(SESSION);
            Target target = Target.locked(statement, schema);
            target.requireShapeOf(archive.manifest());
            target.requireNoTenants();
            int epoch = Math.max(Epoch.present(statement), archive.manifest().epoch());
            target.withoutGuards(() -> fill(archive, target));
            Epoch.beginAfter(statement, epoch);
            connection.commit();
            statement.execute("ANALYZE " + target.schema().quotedNames());
            connection.commit();
        }
    }

    private static void fill(ArchiveReader archive, Target target) throws SQLException, IOException {
        target.empty();
        var copies =
                target.statement().getConnection().unwrap(PGConnection.class).getCopyAPI();
        for (Schema.Table table : target.schema().tables()) {
            Manifest.Table written = archive.manifest().table(table.name()).orElseThrow();
            var digest = new Digest();
            long rows;
            try (var lines = archive.table(written)) {
                rows = copies.copyIn(
                        "COPY " + table.quotedName() + " (" + table.quotedColumns()
                                + ") FROM STDIN WITH (FORMAT text, HEADER match)",
                        digest.from(lines));
            }
            ArchiveReader.require(written, digest);
            if (rows != written.rows()) {
                throw new DamagedException(
                        "the table " + table.name() + " has " + rows + " rows instead of " + written.rows());
            }
        }
    }

    private static GateException refusal(Path file, IOException e) {
        String found = switch (e) {
            case DamagedException damaged -> file + " is no AsyncGate backup, or a damaged one: " + damaged.how();
            case NoSuchFileException _ -> "There is no file " + file;
            default -> file + " can't be read: " + Backup.reason(e);
        };
        return new GateException(ErrorCode.INVALID_REQUEST, found + ". Nothing was changed.", e);
    }
}
