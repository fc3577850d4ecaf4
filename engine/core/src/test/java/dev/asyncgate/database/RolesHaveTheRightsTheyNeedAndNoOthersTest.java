package dev.asyncgate.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.task.NewTask;
import java.sql.SQLException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RolesHaveTheRightsTheyNeedAndNoOthersTest {

    private final ScratchDatabase database;
    private final DatabaseAddress bob;

    RolesHaveTheRightsTheyNeedAndNoOthersTest() throws SQLException {
        database = new ScratchDatabase(TestServer.superuser());
        bob = database.as("bob", "bobs");
    }

    @BeforeEach
    void bobComesFromOutside() throws SQLException {
        administer("CREATE ROLE bob LOGIN PASSWORD 'bobs'");
    }

    @AfterEach
    void close() throws SQLException {
        administer("DROP OWNED BY bob CASCADE");
        administer("DROP ROLE bob");
        database.close();
    }

    private void administer(String sql) throws SQLException {
        ScratchDatabase.execute(database.address(), sql);
    }

    private void migrate() {
        int _ = new Migration(database.address(), "asyncgate").apply();
    }

    @Test
    void theProgramWorks() throws SQLException {
        migrate();
        administer("GRANT asyncgate_program TO bob");
        try (Gate gate = Gate.open(TestGate.settings(ScratchDatabase.url(bob)))) {
            gate.tasker(Gate.DEFAULT_TENANT, TestGate.PLANNER).createTask(NewTask.of("unit", Json.emptyObject()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE receipts SET body = '{}'",
                "DELETE FROM receipts",
                "TRUNCATE receipts",
                "DELETE FROM receipt_edges",
                "ALTER TABLE receipts DISABLE TRIGGER USER",
                "DROP TABLE receipts",
                "CREATE TABLE mine (id int)",
                "UPDATE installation SET test_database = true",
                "UPDATE flyway_schema_history SET checksum = 0",
                "SET session_replication_role = replica",
            })
    void theProgramCannotDoWhatTheOwnerCan(String sql) throws SQLException {
        migrate();
        administer("GRANT asyncgate_program TO bob");
        assertThatThrownBy(() -> ScratchDatabase.execute(bob, "SET search_path = asyncgate; " + sql))
                .isInstanceOf(SQLException.class)
                .hasMessageMatching("(?s).*(permission denied|must be owner).*");
    }

    @Test
    void aReaderReadsAndNothingElse() throws SQLException {
        migrate();
        administer("GRANT asyncgate_reader TO bob");
        assertThat(ScratchDatabase.ask(bob, "SELECT count(*) FROM asyncgate.receipts"))
                .isEqualTo("0");
        assertThat(ScratchDatabase.ask(bob, "SELECT count(*) FROM asyncgate.tasks"))
                .isEqualTo("0");
        assertThatThrownBy(() -> ScratchDatabase.execute(bob, "DELETE FROM asyncgate.open_obligations"))
                .hasMessageContaining("permission denied");
    }

    @Test
    void aReaderSeesThatThereAreKeysAndNotTheirDigests() throws SQLException {
        migrate();
        administer("GRANT asyncgate_reader TO bob");
        assertThat(ScratchDatabase.ask(bob, "SELECT count(key_id) FROM asyncgate.api_keys"))
                .isEqualTo("0");
        assertThatThrownBy(() -> ScratchDatabase.ask(bob, "SELECT secret_sha256 FROM asyncgate.api_keys"))
                .hasMessageContaining("permission denied");
    }

    @Test
    void theEmbeddedServersOwnRolesAreNoSuperusers() throws SQLException {
        assertThat(ScratchDatabase.ask(TestServer.superuser(), """
                SELECT string_agg(rolname || ' ' || rolsuper || ' ' || rolcreaterole || ' ' || rolcreatedb, ', ' ORDER BY rolname)
                FROM pg_roles WHERE rolname IN ('asyncgate', 'asyncgate_owner')
                """))
                .isEqualTo("asyncgate false false false, asyncgate_owner false false false");
        assertThat(TestServer.program().password())
                .isNotEqualTo(TestServer.address().password())
                .isNotEqualTo(TestServer.superuser().password());
    }

    @Test
    void whoMayNotMigrateIsToldWhatToGrant() {
        String name = database.address().jdbcUrl().replaceFirst(".*/", "");
        assertRefused(
                () -> new Migration(bob, "asyncgate").apply(),
                "The role bob may not create a schema in the database " + name + ": GRANT CREATE ON DATABASE " + name
                        + " TO bob.");
    }

    @Test
    void whoDoesNotOwnTheSchemaIsToldWhoDoes() throws SQLException {
        administer("CREATE SCHEMA asyncgate");
        assertRefused(
                () -> new Migration(bob, "asyncgate").apply(),
                "The schema asyncgate belongs to postgres, and the role bob may not change it: run asyncgate migrate as"
                        + " postgres.");
    }

    @Test
    void aStartWithoutRightsIsToldWhatToGrant() {
        migrate();
        assertRefused(
                () -> Gate.open(TestGate.settings(ScratchDatabase.url(bob))).close(),
                "The role bob has no rights on the schema asyncgate: run asyncgate migrate as its owner, or GRANT"
                        + " asyncgate_program TO bob.");
    }

    @Test
    void anOwnerWithoutMoreRightsThanThatMigratesAndWorks() throws SQLException {
        administer("GRANT CREATE ON DATABASE " + database.address().jdbcUrl().replaceFirst(".*/", "") + " TO bob");
        assertThat(new Migration(bob, "asyncgate").apply()).isEqualTo(Migration.NEWEST);
        try (Gate gate = Gate.open(TestGate.settings(ScratchDatabase.url(bob)))) {
            gate.tasker(Gate.DEFAULT_TENANT, TestGate.PLANNER).createTask(NewTask.of("unit", Json.emptyObject()));
        }
    }

    @Test
    void aRoleThatIsCreatedLaterGetsItsRightsWithTheNextMigrate() throws SQLException {
        migrate();
        administer("REVOKE ALL ON ALL TABLES IN SCHEMA asyncgate FROM asyncgate_program");
        administer("GRANT asyncgate_program TO bob");
        assertThat(new Migration(database.address(), "asyncgate").grantRoles()).isTrue();
        assertThat(ScratchDatabase.ask(bob, "SELECT count(*) FROM asyncgate.receipts"))
                .isEqualTo("0");
    }

    private static void assertRefused(ThrowingCallable call, String sentence) {
        assertThatThrownBy(call).isInstanceOfSatisfying(GateException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.UNAUTHORIZED);
            assertThat(e.getMessage()).isEqualTo(sentence);
        });
    }
}
