package dev.asyncgate.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Who may do what in a schema, beside its owner, who migrates, restores and applies retention: the program, which can
 * change nothing that is written once, and readers. Both are roles that nobody logs in as; whoever shall have their rights
 * is granted them.
 */
public final class Roles {

    /** Works in the schema. */
    public static final String PROGRAM = "asyncgate_program";

    /** Reads it, without the digests of the gateway's keys. */
    public static final String READER = "asyncgate_reader";

    /** The session goes on as {@link #READER}, where there is that role and whoever came in is a member of it. */
    static final String BECOME_READER = """
            DO $$ BEGIN
                SET ROLE %s;
            EXCEPTION WHEN invalid_parameter_value OR undefined_object OR insufficient_privilege THEN
                NULL;
            END $$
            """.formatted(READER);

    /** Two that grant the same rights at once would fail. */
    private static final String ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('asyncgate roles'))";

    /**
     * Every table, with what the program may do beside reading it: add to what is written once, do anything to what is the
     * tenants' or the sweepers', and nothing to what says what the schema is.
     */
    private static final String TABLES = """
            SELECT c.relname,
                   CASE WHEN c.relname IN ('flyway_schema_history', 'installation') THEN ''
                        WHEN EXISTS (SELECT FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
                                     WHERE t.tgrelid = c.oid AND p.proname = 'refuse_change' AND t.tgtype & 16 <> 0)
                        THEN 'INSERT'
                        ELSE 'INSERT, UPDATE, DELETE' END AS beside_reading
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND c.relkind IN ('r', 'p')
            """;

    private static final String SHOWN_OF_KEYS =
            "tenant_id, key_id, created_at, expires_at, revoked_at, prefix, role, name,"
                    + " scopes, principals, worker_ids, tenants";

    private Roles() {}

    /** A table and what is granted on it to the program besides SELECT. */
    private record Table(String name, String besideReading) {}

    /**
     * Creates both roles where this role may, and grants them their rights where they exist. Safe to repeat; runs in the
     * caller's transaction.
     */
    static void grant(Connection connection, String schema) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(ONE_AT_A_TIME);
            for (String role : List.of(PROGRAM, READER)) {
                if (!exists(connection, role)) {
                    create(statement, role);
                }
                if (exists(connection, role)) {
                    grantReading(statement, quoted(schema), role);
                }
            }
            if (exists(connection, PROGRAM)) {
                grantWork(connection, schema);
            }
            if (exists(connection, READER)) {
                hideDigests(connection, schema);
            }
        }
    }

    /** Whether there is a role of that name on the server. */
    static boolean exists(Connection connection, String role) throws SQLException {
        return answers(connection, "SELECT FROM pg_roles WHERE rolname = ?", role);
    }

    /** That it exists meanwhile, or may not be created, does not keep the rest from being done. */
    private static void create(Statement statement, String role) throws SQLException {
        statement.execute("""
                DO $$ BEGIN
                    CREATE ROLE %s NOLOGIN;
                EXCEPTION WHEN duplicate_object OR unique_violation OR insufficient_privilege THEN
                    NULL;
                END $$
                """.formatted(role));
    }

    private static void grantReading(Statement statement, String schema, String role) throws SQLException {
        statement.execute("REVOKE ALL ON ALL TABLES IN SCHEMA " + schema + " FROM " + role);
        statement.execute("GRANT USAGE ON SCHEMA " + schema + " TO " + role);
        statement.execute("GRANT SELECT ON ALL TABLES IN SCHEMA " + schema + " TO " + role);
        statement.execute("GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA " + schema + " TO " + role);
    }

    private static void grantWork(Connection connection, String schema) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (Table table : tables(connection, schema)) {
                if (!table.besideReading().isEmpty()) {
                    statement.execute("GRANT " + table.besideReading() + " ON " + quoted(schema) + "."
                            + quoted(table.name()) + " TO " + PROGRAM);
                }
            }
        }
    }

    private static void hideDigests(Connection connection, String schema) throws SQLException {
        if (tables(connection, schema).stream().anyMatch(table -> table.name().equals("api_keys"))) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("REVOKE ALL ON " + quoted(schema) + ".api_keys FROM " + READER);
                statement.execute(
                        "GRANT SELECT (" + SHOWN_OF_KEYS + ") ON " + quoted(schema) + ".api_keys TO " + READER);
            }
        }
    }

    private static List<Table> tables(Connection connection, String schema) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TABLES)) {
            statement.setString(1, schema);
            try (ResultSet rows = statement.executeQuery()) {
                List<Table> tables = new ArrayList<>();
                while (rows.next()) {
                    tables.add(new Table(rows.getString(1), rows.getString(2)));
                }
                return tables;
            }
        }
    }

    private static boolean answers(Connection connection, String sql, String parameter) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, parameter);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
