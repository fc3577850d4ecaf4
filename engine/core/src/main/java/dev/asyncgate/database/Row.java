package dev.asyncgate.database;

import dev.asyncgate.json.Json;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The current row of a result, read by column name. Valid only while its mapper runs. */
public final class Row {

    private final ResultSet rows;

    Row(ResultSet rows) {
        this.rows = rows;
    }

    public UUID id(String column) throws SQLException {
        return present(column, idOrNull(column));
    }

    public @Nullable UUID idOrNull(String column) throws SQLException {
        return rows.getObject(column, UUID.class);
    }

    public List<UUID> ids(String column) throws SQLException {
        return List.of((UUID[]) array(column));
    }

    public String text(String column) throws SQLException {
        return present(column, textOrNull(column));
    }

    public @Nullable String textOrNull(String column) throws SQLException {
        return rows.getString(column);
    }

    public List<String> texts(String column) throws SQLException {
        return List.of((String[]) array(column));
    }

    public Instant instant(String column) throws SQLException {
        return present(column, instantOrNull(column));
    }

    public @Nullable Instant instantOrNull(String column) throws SQLException {
        OffsetDateTime value = rows.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    /** An array of instants, read as microseconds since the epoch. */
    public List<Instant> instants(String column) throws SQLException {
        return java.util.Arrays.stream((Long[]) array(column))
                .map(micros -> Instant.EPOCH.plus(micros, java.time.temporal.ChronoUnit.MICROS))
                .toList();
    }

    public int integer(String column) throws SQLException {
        return rows.getInt(column);
    }

    public long number(String column) throws SQLException {
        return rows.getLong(column);
    }

    public boolean flag(String column) throws SQLException {
        return rows.getBoolean(column);
    }

    /** A digest as hex digits. */
    public String digest(String column) throws SQLException {
        return present(column, digestOrNull(column));
    }

    public @Nullable String digestOrNull(String column) throws SQLException {
        byte[] value = rows.getBytes(column);
        return value == null ? null : HexFormat.of().formatHex(value);
    }

    public Json json(String column) throws SQLException {
        return present(column, jsonOrNull(column));
    }

    /** JSON whose text the engine wrote, handed on as it stands. */
    public @Nullable Json jsonOrNull(String column) throws SQLException {
        String text = rows.getString(column);
        return text == null ? null : Json.stored(text);
    }

    private Object array(String column) throws SQLException {
        Array array = present(column, rows.getArray(column));
        return array.getArray();
    }

    private static <T> T present(String column, @Nullable T value) {
        return Objects.requireNonNull(value, () -> "column " + column + " is null");
    }
}
