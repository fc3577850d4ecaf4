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
 * Runs a floor's statements in a minimal loop, each prepared once and committed by itself. A column named {@code
 * handled} says how many tasks a statement handled; the first 0 ends the step. Without such a column a step is one task.
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
        int handled = 1;
        for (FloorScript.Statement statement : script.statements()) {
            values.remove("handled");
            run(statement);
            if (values.get("handled") instanceof Number number) {
                handled = number.intValue();
                if (handled == 0) {
                    return 0;
                }
            }
        }
        return handled;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private void run(FloorScript.Statement statement) throws SQLException {
        PreparedStatement ready = prepared.get(statement);
        if (ready == null) {
            ready = connection.prepareStatement(statement.sql());
            prepared.put(statement, ready);
        }
        for (int i = 0; i < statement.parameters().size(); i++) {
            String name = statement.parameters().get(i);
            ready.setObject(i + 1, Objects.requireNonNull(values.get(name), name));
        }
        if (ready.execute()) {
            try (ResultSet rows = ready.getResultSet()) {
                keep(rows);
            }
        }
    }

    /** The columns of the last row; a statement that answers many rows has them all read. */
    private void keep(ResultSet rows) throws SQLException {
        int columns = rows.getMetaData().getColumnCount();
        boolean any = false;
        while (rows.next()) {
            any = true;
            for (int i = 1; i <= columns; i++) {
                values.put(rows.getMetaData().getColumnLabel(i), rows.getObject(i));
            }
        }
        if (!any) {
            values.put("handled", 0);
        }
    }
}
