package dev.asyncgate.doctor;

import dev.asyncgate.database.DatabaseAddress;
import dev.asyncgate.database.TestServer;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Does what no trigger allows, as a superuser can: triggers are off in its session, and in no other. */
public final class ByHand {

    private ByHand() {}

    public static void change(String sql) throws SQLException {
        DatabaseAddress address = TestServer.superuser();
        try (var connection = DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
                var statement = connection.createStatement()) {
            statement.execute("SET search_path = asyncgate");
            statement.execute("SET session_replication_role = replica");
            if (statement.executeUpdate(sql) == 0) {
                throw new AssertionError("nothing was changed by " + sql);
            }
        }
    }
}
