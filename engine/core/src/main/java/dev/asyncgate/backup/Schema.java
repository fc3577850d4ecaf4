package dev.asyncgate.backup;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tables of a schema as its catalog has them, without the history of its migrations and without unlogged ones, whose
 * rows a crash may take anyway.
 *
 * @param tables each after those that it refers to
 */
record Schema(List<Table> tables) {

    /**
     * One table.
     *
     * @param columns    without generated ones
     * @param key        of its primary key
     * @param refersTo   the tables that its foreign keys name, without itself
     * @param ofTenants  whether its rows belong to tenants; the others hold what is the installation's own
     */
    record Table(String name, List<String> columns, List<String> key, Set<String> refersTo, boolean ofTenants) {

        String quotedName() {
            return quoted(name);
        }

        String quotedColumns() {
            return columns.stream().map(Schema::quoted).collect(Collectors.joining(", "));
        }

        String quotedKey() {
            return key.stream().map(Schema::quoted).collect(Collectors.joining(", "));
        }
    }

    private static final String TABLES = """
            SELECT c.relname,
                   ARRAY(SELECT a.attname::text FROM pg_attribute a
                         WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
                         ORDER BY a.attnum) AS columns,
                   ARRAY(SELECT a.attname::text
                         FROM pg_index i
                         CROSS JOIN unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, n)
                         JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum
                         WHERE i.indrelid = c.oid AND i.indisprimary
                         ORDER BY k.n) AS key,
                   ARRAY(SELECT DISTINCT r.relname::text
                         FROM pg_constraint f JOIN pg_class r ON r.oid = f.confrelid
                         WHERE f.conrelid = c.oid AND f.contype = 'f' AND f.confrelid <> c.oid) AS refers_to,
                   EXISTS (SELECT FROM pg_attribute a
                           WHERE a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped) AS of_tenants
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence = 'p'
              AND c.relname <> 'flyway_schema_history'
            ORDER BY c.relname COLLATE "C"
            """;

    static Schema read(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TABLES)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                List<Table> tables = new ArrayList<>();
                while (rows.next()) {
                    tables.add(new Table(
                            rows.getString("relname"),
                            texts(rows, "columns"),
                            texts(rows, "key"),
                            Set.copyOf(texts(rows, "refers_to")),
                            rows.getBoolean("of_tenants")));
                }
                return new Schema(inOrder(tables));
            }
        }
    }

    /** A statement on all of them at once needs their names with commas between. */
    String quotedNames() {
        return tables.stream().map(Table::quotedName).collect(Collectors.joining(", "));
    }

    static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    private static List<Table> inOrder(List<Table> tables) {
        List<Table> waiting = new ArrayList<>(tables);
        List<Table> ordered = new ArrayList<>();
        Set<String> done = new HashSet<>();
        while (!waiting.isEmpty()) {
            Table next = waiting.stream()
                    .filter(table -> done.containsAll(table.refersTo()))
                    .findFirst()
                    .orElseThrow(() -> new GateException(
                            ErrorCode.INTERNAL_ERROR,
                            "The tables of the schema refer to each other in a circle, so none can be filled first."));
            waiting.remove(next);
            done.add(next.name());
            ordered.add(next);
        }
        return List.copyOf(ordered);
    }

    private static List<String> texts(ResultSet rows, String column) throws SQLException {
        Array array = rows.getArray(column);
        return List.of((String[]) array.getArray());
    }
}
