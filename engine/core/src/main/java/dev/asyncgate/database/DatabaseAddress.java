package dev.asyncgate.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where a PostgreSQL database is and who enters it. Printed without the password.
 *
 * @param jdbcUrl  as the PostgreSQL driver takes it, without user and password
 * @param user     the role that logs in
 * @param password its password; empty where the server asks for none
 */
public record DatabaseAddress(String jdbcUrl, String user, String password) {

    /** How long a server may take to let somebody in where no setting says otherwise. */
    public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    public DatabaseAddress {
        Objects.requireNonNull(jdbcUrl);
        Objects.requireNonNull(user);
        Objects.requireNonNull(password);
    }

    /**
     * A connection of one's own, outside the pool, for what is done rarely and takes long.
     *
     * @param purpose  shown by the server beside the connection
     * @param atMost   how long the server may take to let this role in, however it fails to answer
     */
    public Connection connect(String purpose, Duration atMost) throws SQLException {
        return dataSource(purpose, atMost).getConnection();
    }

    /** Where such connections come from. */
    DataSource dataSource(String purpose, Duration atMost) {
        var source = new PGSimpleDataSource();
        source.setUrl(jdbcUrl);
        source.setUser(user);
        source.setPassword(password);
        source.setConnectTimeout(connectSeconds(atMost));
        source.setLoginTimeout(seconds(atMost));
        source.setTcpKeepAlive(true);
        source.setApplicationName("asyncgate " + purpose);
        return source;
    }

    /** How long each of its hosts may take to accept a connection, so that one that is silent leaves time for the others. */
    int connectSeconds(Duration atMost) {
        return seconds(
                atMost.dividedBy(jdbcUrl.chars().filter(each -> each == ',').count() + 1));
    }

    private static int seconds(Duration duration) {
        return Math.toIntExact(Math.max(1, duration.toSeconds()));
    }

    @Override
    public String toString() {
        return "DatabaseAddress[" + user + " at " + jdbcUrl + "]";
    }
}
