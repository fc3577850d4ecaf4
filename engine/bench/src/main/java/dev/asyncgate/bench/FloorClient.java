package dev.asyncgate.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs a floor's statements in a minimal loop, each prepared once and committed by itself. How many tasks a statement
 * handled is said by a column named {@code handled}, else by the number of its rows; the first 0 ends the step.
 */
final class FloorClient implements Crew.Client {

    private final Connection connection;
    private final FloorScript script;
    private final Map<String, @Nullable Object> values;
    private final Map<FloorScript.Statement, PreparedStatement> prepared = new LinkedHashMap<>();

    FloorClient(Connection connection, FloorScript script, Map<String, Object> given) {
        this.connection = connection;
        this.script = script;
        this.values = new HashMap<>(given);
    }

    @Override
    public int step() throws SQLException {
        int handled = 0;
        for (FloorScript.Statement statement : script.statements()) {
            handled = run(statement);
            if (handled == 0) {
                return 0;
            }
        }
        return handled;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private int run(FloorScript.Statement statement) throws SQLException {
        PreparedStatement ready = prepared.get(statement);
        if (ready == null) {
            ready = connection.prepareStatement(statement.sql());
            prepared.put(statement, ready);
        }
        for (int i = 0; i < statement.parameters().size(); i++) {
            String name = statement.parameters().get(i);
            ready.setObject(i + 1, Objects.requireNonNull(values.get(name), name));
        }
        if (!ready.execute()) {
            return ready.getUpdateCount();
        }
        try (ResultSet rows = ready.getResultSet()) {
            return keep(rows);
        }
    }

    /** Reads all rows; the columns of the last stay as parameters of later statements. */
    private int keep(ResultSet rows) throws SQLException {
        values.remove("handled");
        int columns = rows.getMetaData().getColumnCount();
        int count = 0;
        while (rows.next()) {
            count++;
            for (int i = 1; i <= columns; i++) {
                values.put(rows.getMetaData().getColumnLabel(i), rows.getObject(i));
            }
        }
        return values.get("handled") instanceof Number handled ? handled.intValue() : count;
    }
}
