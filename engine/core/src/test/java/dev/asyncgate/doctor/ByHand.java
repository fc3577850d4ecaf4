package dev.asyncgate.doctor;

import dev.asyncgate.engine.TestGate;
import java.sql.SQLException;

/** Does what no trigger allows, as an owner of the database can: triggers are off in its session, and in no other. */
final class ByHand {

    private ByHand() {}

    static void change(String sql) throws SQLException {
        try (var connection = TestGate.connect();
                var statement = connection.createStatement()) {
            statement.execute("SET session_replication_role = replica");
            if (statement.executeUpdate(sql) == 0) {
                throw new AssertionError("nothing was changed by " + sql);
            }
        }
    }
}
