package dev.asyncgate.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FloorsAreFilesThatPgbenchReadsTooTest {

    @Test
    void parametersCastsAndCommentsAreToldApart() {
        FloorScript script = FloorScript.parse("""
                -- says: what :not to do
                SELECT :a::uuid, '{a:b}', f(:b, :a); -- the end;
                """);

        assertThat(script.statements())
                .containsExactly(new FloorScript.Statement("SELECT ?::uuid, '{a:b}', f(?, ?)", List.of("a", "b", "a")));
    }

    @Test
    void aRowKeptForLaterEndsAStatementToo() {
        FloorScript script = FloorScript.parse("SELECT 1 AS one \\gset\nSELECT :one;\n");

        assertThat(script.statements())
                .extracting(FloorScript.Statement::sql)
                .containsExactly("SELECT 1 AS one", "SELECT ?");
    }
}
