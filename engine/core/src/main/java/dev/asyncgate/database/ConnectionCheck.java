package dev.asyncgate.database;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGConnection;

/**
 * Goes the way to a database step by step and says what it found at each: for somebody who wants to know whether a profile
 * works, and if not, where it ends. Changes nothing. Used once, by one thread.
 */
public final class ConnectionCheck {

    /** A step of the way. */
    public enum Step {
        /** The host's name has addresses: each. */
        NAME,
        /** Something listens there: host and port. */
        PORT,
        /** The role was let in: session user, and by what where the server says it. */
        SIGNED_IN,
        /** Whether it is encrypted: protocol and cipher. */
        TLS,
        /** The server's version. */
        SERVER,
        /** The schema's number and this program's. */
        SCHEMA,
        /** How many tenants there are. */
        TENANTS,
        /** Behind by so many milliseconds; only for a replica. */
        REPLICA,
        /** Whether notices arrive. */
        NOTICES,
        /** What the role may do: itself, and the schema's owner. */
        ROLE,
        /** How many of the tables it may read. */
        SELECT,
        /** A change was tried: with what SQLSTATE it was refused. */
        UPDATE_REFUSED,
        /** As whom it reads, and on how many tables that role could write. */
        NO_RIGHT
    }

    /** What a finding means. */
    public enum Verdict {
        GOOD,
        /** It works, and somebody should know. */
        REMARK,
        BAD
    }

    /**
     * What was found at a step.
     *
     * @param kind what kind of finding it is among those of its step, in lower case; names a sentence
     * @param values what the sentence tells
     */
    public record Finding(Step step, Verdict verdict, String kind, Duration took, List<String> values) {
        public Finding {
            values = List.copyOf(values);
        }
    }

    private static final Pattern HOSTS = Pattern.compile("jdbc:postgresql://([^/]*)/.*");
    private static final Pattern HOST = Pattern.compile("\\[?(?<name>[^\\]]*?)]?:(?<port>[0-9]+)");
    private static final int OLDEST_SERVER = 15;
    private static final int KNOWS_SYSTEM_USER = 16;
    private static final Duration NOTICE_WITHIN = Duration.ofSeconds(1);

    private static final String RIGHTS = """
            SELECT session_user::text AS me, pg_get_userbyid(n.nspowner)::text AS owner,
                   pg_has_role(session_user, n.nspowner, 'USAGE') AS is_owner,
                   EXISTS (SELECT FROM pg_roles r WHERE r.rolname = '%1$s') AS two_roles,
                   EXISTS (SELECT FROM pg_roles r
                           WHERE r.rolname = '%1$s' AND pg_has_role(session_user, r.oid, 'USAGE')) AS is_program,
                   EXISTS (SELECT FROM pg_roles r
                           WHERE r.rolname = '%2$s' AND pg_has_role(session_user, r.oid, 'USAGE')) AS is_reader
            FROM pg_namespace n WHERE n.nspname = ?
            """.formatted(Roles.PROGRAM, Roles.READER);

    private static final String TABLES = """
            SELECT current_user::text AS me, count(*) AS tables,
                   count(*) FILTER (WHERE has_any_column_privilege(c.oid, 'SELECT')) AS readable,
                   count(*) FILTER (WHERE has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')) AS writable
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND c.relkind IN ('r', 'p')
            """;

    private final DatabaseAddress address;
    private final String schema;
    private final Duration atMost;
    private final boolean readOnly;
    private final List<Finding> found = new ArrayList<>();
    private long begun;

    /** @param readOnly whether it is to be proven that a session can change nothing */
    public ConnectionCheck(DatabaseAddress address, String schema, Duration atMost, boolean readOnly) {
        this.address = address;
        this.schema = schema;
        this.atMost = atMost;
        this.readOnly = readOnly;
    }

    /** Goes as far as it can; the last finding says where it ended if that is not the end. */
    public List<Finding> run() {
        try {
            if (reach()) {
                look();
            }
        } catch (SQLException e) {
            GateException said = SqlFailure.toGateException(e, address, schema);
            add(nextStep(), Verdict.BAD, "failed", String.valueOf(said.getMessage()));
        } catch (GateException e) {
            add(nextStep(), Verdict.BAD, "failed", String.valueOf(e.getMessage()));
        }
        return List.copyOf(found);
    }

    /** The step after the last one that went well. */
    private Step nextStep() {
        return found.isEmpty()
                ? Step.NAME
                : switch (found.getLast().step()) {
                    case NAME -> Step.PORT;
                    case PORT -> Step.SIGNED_IN;
                    case SIGNED_IN -> Step.TLS;
                    case TLS -> Step.SERVER;
                    case SERVER -> Step.SCHEMA;
                    case SCHEMA -> Step.TENANTS;
                    case TENANTS, REPLICA -> Step.NOTICES;
                    case NOTICES -> Step.ROLE;
                    case ROLE -> Step.SELECT;
                    case SELECT -> Step.UPDATE_REFUSED;
                    case UPDATE_REFUSED, NO_RIGHT -> Step.NO_RIGHT;
                };
    }

    private void begin() {
        begun = System.nanoTime();
    }

    private void add(Step step, Verdict verdict, String kind, String... values) {
        found.add(new Finding(step, verdict, kind, Duration.ofNanos(System.nanoTime() - begun), List.of(values)));
    }

    /** The driver tries all hosts of an address; here the first that answers will do. */
    private boolean reach() {
        begin();
        Matcher hosts = HOSTS.matcher(address.jdbcUrl());
        List<String> all = hosts.matches() ? Arrays.asList(hosts.group(1).split(",")) : List.of();
        List<String> silent = new ArrayList<>();
        List<InetSocketAddress> places = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (String one : all) {
            Matcher host = HOST.matcher(one);
            if (host.matches()) {
                try {
                    for (InetAddress each : InetAddress.getAllByName(host.group("name"))) {
                        places.add(new InetSocketAddress(each, Integer.parseInt(host.group("port"))));
                    }
                } catch (UnknownHostException e) {
                    unknown.add(host.group("name"));
                }
            }
        }
        if (places.isEmpty()) {
            add(Step.NAME, Verdict.BAD, "unknown", String.join(", ", unknown));
            return false;
        }
        add(
                Step.NAME,
                Verdict.GOOD,
                "resolved",
                String.join(
                        ", ",
                        places.stream().map(ConnectionCheck::host).distinct().toList()));
        begin();
        for (InetSocketAddress place : places) {
            try (var socket = new Socket()) {
                socket.connect(place, Math.toIntExact(atMost.toMillis()));
                String where = host(place) + ":" + place.getPort();
                if (silent.isEmpty()) {
                    add(Step.PORT, Verdict.GOOD, "open", where);
                } else {
                    add(Step.PORT, Verdict.GOOD, "open_at_last", where, String.join(", ", silent));
                }
                return true;
            } catch (IOException e) {
                silent.add(host(place) + ":" + place.getPort());
            }
        }
        add(Step.PORT, Verdict.BAD, "closed", String.join(", ", silent), String.valueOf(atMost.toSeconds()));
        return false;
    }

    private static String host(InetSocketAddress place) {
        return place.getAddress().getHostAddress();
    }

    private void look() throws SQLException {
        begin();
        try (Connection connection = connect("")) {
            int major = connection.getMetaData().getDatabaseMajorVersion();
            signedIn(connection, major);
            tls(connection);
            server(connection, major);
            if (!schema()) {
                return;
            }
            tenants(connection);
            replica(connection);
            notices(connection);
            role(connection);
        }
        if (readOnly) {
            provenToRead();
        }
    }

    private Connection connect(String options) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", address.user());
        properties.setProperty("password", address.password());
        properties.setProperty("connectTimeout", seconds());
        properties.setProperty("loginTimeout", seconds());
        properties.setProperty("socketTimeout", seconds());
        properties.setProperty("ApplicationName", "asyncgate connection check");
        if (!options.isBlank()) {
            properties.setProperty("options", options.strip());
        }
        Connection connection = new Driver().connect(address.jdbcUrl(), properties);
        if (connection == null) {
            throw new SQLException("not an address of PostgreSQL: " + address.jdbcUrl(), "08001");
        }
        return connection;
    }

    private String seconds() {
        return String.valueOf(Math.max(1, atMost.toSeconds()));
    }

    private void signedIn(Connection connection, int major) throws SQLException {
        String how = major >= KNOWS_SYSTEM_USER ? value(connection, "SELECT split_part(system_user, ':', 1)") : null;
        String user = String.valueOf(value(connection, "SELECT session_user"));
        if (how == null || how.isEmpty()) {
            add(Step.SIGNED_IN, Verdict.GOOD, "in", user);
        } else {
            add(Step.SIGNED_IN, Verdict.GOOD, "in_by", user, how);
        }
    }

    private void tls(Connection connection) throws SQLException {
        begin();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT ssl, version, cipher FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
            if (row.next() && row.getBoolean("ssl")) {
                add(
                        Step.TLS,
                        Verdict.GOOD,
                        "encrypted",
                        String.valueOf(row.getString("version")),
                        String.valueOf(row.getString("cipher")));
                return;
            }
        }
        boolean here = "t".equals(value(connection, "SELECT coalesce(inet_server_addr() <<= '127.0.0.0/8', true)"));
        add(Step.TLS, here ? Verdict.GOOD : Verdict.REMARK, here ? "local" : "plain");
    }

    private void server(Connection connection, int major) throws SQLException {
        begin();
        String version = connection.getMetaData().getDatabaseProductVersion();
        if (major < OLDEST_SERVER) {
            throw new GateException(
                    ErrorCode.DATABASE_UNAVAILABLE,
                    "The server is PostgreSQL " + version + "; AsyncGate needs " + OLDEST_SERVER + " or newer.");
        }
        add(Step.SERVER, Verdict.GOOD, "version", version);
    }

    /** Whether there is a schema that can be looked at. */
    private boolean schema() {
        begin();
        int current = new Migration(address, schema, atMost).served();
        String newest = String.valueOf(Migration.NEWEST);
        if (current == 0) {
            add(Step.SCHEMA, Verdict.REMARK, "none", schema, newest);
        } else if (current < Migration.NEWEST) {
            add(Step.SCHEMA, Verdict.REMARK, "older", String.valueOf(current), newest);
        } else {
            add(Step.SCHEMA, Verdict.GOOD, "served", String.valueOf(current), newest);
        }
        return current > 0;
    }

    private void tenants(Connection connection) throws SQLException {
        begin();
        String submitted = Roles.quoted(schema) + ".submitted_tasks";
        String number = value(connection, "SELECT count(*) FROM " + TenantWalk.in(submitted, "true") + " AS t");
        add(Step.TENANTS, Verdict.GOOD, "number", String.valueOf(number));
    }

    private void replica(Connection connection) throws SQLException {
        begin();
        String behind = value(connection, """
                SELECT CASE WHEN pg_is_in_recovery()
                    THEN coalesce(extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()), 0)::numeric(12, 1)
                    END
                """);
        if (behind != null) {
            add(Step.REPLICA, Verdict.REMARK, "behind", behind);
        }
    }

    /** Said on one connection and heard on another, as the change feed does: one that is shared by transaction hears nothing. */
    private void notices(Connection listening) throws SQLException {
        begin();
        String channel = "asyncgate_check_" + UUID.randomUUID();
        try (Statement statement = listening.createStatement()) {
            statement.execute("LISTEN " + Roles.quoted(channel));
        } catch (SQLException e) {
            add(Step.NOTICES, Verdict.REMARK, "refused");
            return;
        }
        try (Connection saying = connect("");
                PreparedStatement say = saying.prepareStatement("SELECT pg_notify(?, '')")) {
            say.setString(1, channel);
            say.execute();
        }
        var heard = listening.unwrap(PGConnection.class).getNotifications(Math.toIntExact(NOTICE_WITHIN.toMillis()));
        boolean arrives =
                heard != null && Stream.of(heard).anyMatch(it -> it.getName().equals(channel));
        add(Step.NOTICES, arrives ? Verdict.GOOD : Verdict.REMARK, arrives ? "arrive" : "lost");
    }

    private void role(Connection connection) throws SQLException {
        begin();
        try (PreparedStatement rights = connection.prepareStatement(RIGHTS)) {
            rights.setString(1, schema);
            try (ResultSet row = rights.executeQuery()) {
                if (row.next()) {
                    role(row);
                }
            }
        }
    }

    private void role(ResultSet row) throws SQLException {
        String me = String.valueOf(row.getString("me"));
        String owner = String.valueOf(row.getString("owner"));
        if (row.getBoolean("is_owner")) {
            add(Step.ROLE, Verdict.REMARK, row.getBoolean("two_roles") ? "owner" : "one_role", me, owner);
        } else if (row.getBoolean("is_program")) {
            add(Step.ROLE, Verdict.GOOD, "program", me, owner);
        } else if (row.getBoolean("is_reader")) {
            add(Step.ROLE, readOnly ? Verdict.GOOD : Verdict.REMARK, "reader", me, owner);
        } else {
            add(Step.ROLE, Verdict.REMARK, "other", me, owner);
        }
    }

    /** On a session as the profile opens them. */
    private void provenToRead() throws SQLException {
        begin();
        try (Connection connection = connect(Database.READ_ONLY)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(Roles.BECOME_READER);
            }
            String me;
            long writable;
            try (PreparedStatement tables = connection.prepareStatement(TABLES)) {
                tables.setString(1, schema);
                try (ResultSet row = tables.executeQuery()) {
                    row.next();
                    me = String.valueOf(row.getString("me"));
                    writable = row.getLong("writable");
                    long readable = row.getLong("readable");
                    long all = row.getLong("tables");
                    add(
                            Step.SELECT,
                            readable == all ? Verdict.GOOD : Verdict.BAD,
                            "tables",
                            String.valueOf(readable),
                            String.valueOf(all));
                }
            }
            begin();
            String state = refusal(connection);
            if (state == null) {
                add(Step.UPDATE_REFUSED, Verdict.BAD, "allowed");
            } else {
                add(Step.UPDATE_REFUSED, Verdict.GOOD, "refused", state);
            }
            begin();
            if (writable == 0) {
                add(Step.NO_RIGHT, Verdict.GOOD, "none", me);
            } else {
                add(Step.NO_RIGHT, Verdict.REMARK, "some", me, String.valueOf(writable), address.user());
            }
        }
    }

    /** The SQLSTATE with which a change was refused that would have changed no row; null when it was not. */
    private @Nullable String refusal(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE " + Roles.quoted(schema) + ".open_tasks SET priority = 0 WHERE false");
            return null;
        } catch (SQLException e) {
            return e.getSQLState();
        } finally {
            connection.rollback();
        }
    }

    private static @Nullable String value(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }
}
