package dev.asyncgate.database;

import dev.asyncgate.json.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One statement and its parameters, bound in the order of the question marks. Used once, by one thread.
 *
 * <p>Lists go as one array parameter each, so that the text never varies with the input and stays prepared.
 */
public final class Query {

    /** Makes a value of the current row. */
    @FunctionalInterface
    public interface Mapper<T> {
        T map(Row row) throws SQLException;
    }

    /** Sets one parameter of a prepared statement. */
    @FunctionalInterface
    private interface Binding {
        void bind(PreparedStatement statement, int index) throws SQLException;
    }

    private final Connection connection;
    private final String sql;
    private final StatementSpans spans;
    private final List<Binding> bindings = new ArrayList<>();

    Query(Connection connection, String sql, StatementSpans spans) {
        this.connection = connection;
        this.sql = sql;
        this.spans = spans;
    }

    public Query id(@Nullable UUID value) {
        return bind((statement, index) -> statement.setObject(index, value, Types.OTHER));
    }

    public Query ids(Collection<UUID> values) {
        return array("uuid", values.toArray());
    }

    public Query text(@Nullable String value) {
        return bind((statement, index) -> statement.setString(index, value));
    }

    /** Elements may be null. */
    public Query texts(Collection<? extends @Nullable String> values) {
        return array("text", values.toArray());
    }

    /** A digest, given as hex digits. */
    public Query digest(@Nullable String hex) {
        return bind((statement, index) -> statement.setBytes(index, bytes(hex)));
    }

    /** Digests, given as hex digits; elements may be null. */
    public Query digests(Collection<? extends @Nullable String> hex) {
        return array("bytea", hex.stream().map(Query::bytes).toArray(byte[][]::new));
    }

    private static byte @Nullable [] bytes(@Nullable String hex) {
        return hex == null ? null : HexFormat.of().parseHex(hex);
    }

    /** Rows of arrays of text, which may differ in length; each is read in SQL as {@code column::text[]}. */
    public Query listOfTexts(Collection<? extends Collection<?>> values) {
        return bind((statement, index) -> {
            Object[] literals = new Object[values.size()];
            int next = 0;
            for (Collection<?> value : values) {
                literals[next++] = connection
                        .createArrayOf(
                                "text", value.stream().map(Object::toString).toArray())
                        .toString();
            }
            statement.setArray(index, connection.createArrayOf("text", literals));
        });
    }

    public Query integers(Collection<Integer> values) {
        return array("int4", values.toArray());
    }

    /** Whole numbers; elements may be null. */
    public Query numbers(Collection<@Nullable Long> values) {
        return array("int8", values.toArray());
    }

    public Query flags(Collection<Boolean> values) {
        return array("bool", values.toArray());
    }

    public Query integer(int value) {
        return bind((statement, index) -> statement.setInt(index, value));
    }

    public Query integer(@Nullable Integer value) {
        return bind((statement, index) -> statement.setObject(index, value, Types.INTEGER));
    }

    public Query number(@Nullable Long value) {
        return bind((statement, index) -> statement.setObject(index, value, Types.BIGINT));
    }

    public Query flag(@Nullable Boolean value) {
        return bind((statement, index) -> statement.setObject(index, value, Types.BOOLEAN));
    }

    public Query instant(@Nullable Instant value) {
        return bind((statement, index) -> statement.setObject(
                index, value == null ? null : value.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE));
    }

    /** The plain form of a JSON value: as it was sent. */
    public Query json(@Nullable Json value) {
        return text(value == null ? null : value.text());
    }

    /** Runs it and reads every row. */
    public <T> List<T> list(Mapper<T> mapper) throws SQLException {
        return spans.around(sql, () -> rows(mapper));
    }

    private <T> List<T> rows(Mapper<T> mapper) throws SQLException {
        try (PreparedStatement statement = prepare();
                ResultSet rows = statement.executeQuery()) {
            Row row = new Row(rows);
            List<T> values = new ArrayList<>();
            while (rows.next()) {
                values.add(mapper.map(row));
            }
            return values;
        }
    }

    /** Runs it and reads its first row, if there is one. */
    public <T> Optional<T> first(Mapper<T> mapper) throws SQLException {
        List<T> values = list(mapper);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
    }

    /** Runs it and reads the one row that it always answers. */
    public <T> T one(Mapper<T> mapper) throws SQLException {
        List<T> values = list(mapper);
        if (values.size() != 1) {
            throw new IllegalStateException("expected one row and got " + values.size());
        }
        return values.getFirst();
    }

    /**
     * Runs a statement that answers no rows.
     *
     * @return how many rows it changed
     */
    public int update() throws SQLException {
        return spans.around(sql, () -> {
            try (PreparedStatement statement = prepare()) {
                return statement.executeUpdate();
            }
        });
    }

    private Query array(String type, Object[] values) {
        return bind((statement, index) -> statement.setArray(index, connection.createArrayOf(type, values)));
    }

    private Query bind(Binding binding) {
        bindings.add(binding);
        return this;
    }

    private PreparedStatement prepare() throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < bindings.size(); i++) {
                bindings.get(i).bind(statement, i + 1);
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }
}
