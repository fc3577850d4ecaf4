package dev.asyncgate.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import org.junit.jupiter.api.Test;

class TestServerTest {

    @Test
    void theSharedServerAnswers() throws Exception {
        var address = TestServer.address();
        try (var connection = DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password())) {
            assertThat(connection.isValid(5)).isTrue();
        }
        assertThat(address.toString()).doesNotContain(address.password());
    }
}
