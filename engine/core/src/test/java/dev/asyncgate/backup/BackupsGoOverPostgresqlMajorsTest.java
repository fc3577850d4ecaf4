package dev.asyncgate.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.database.DebianServer;
import dev.asyncgate.database.Migration;
import dev.asyncgate.database.ScratchDatabase;
import dev.asyncgate.database.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class BackupsGoOverPostgresqlMajorsTest {

    @TempDir
    private Path directory;

    @Test
    void from18To15AndBack() throws Exception {
        try (var old = DebianServer.startOrSkip();
                var eighteen = new ScratchDatabase(TestServer.superuser());
                var fifteen = new ScratchDatabase(old.address());
                var back = new ScratchDatabase(TestServer.superuser())) {
            Work.doIn(eighteen.address());
            Manifest first = backup(eighteen, "18.zip");
            assertThat(first.postgresqlVersion()).startsWith("18");
            restore(fifteen, "18.zip");
            Manifest second = backup(fifteen, "15.zip");
            assertThat(second.postgresqlVersion()).startsWith("15");
            restore(back, "15.zip");
            Manifest third = backup(back, "18-again.zip");
            for (Manifest.Table table : first.tables()) {
                if (!table.name().equals("installation")) {
                    assertThat(second.table(table.name())).contains(table);
                    assertThat(third.table(table.name())).contains(table);
                }
            }
        }
    }

    private Manifest backup(ScratchDatabase from, String name) {
        return new Backup(from.address(), "asyncgate").write("1.2.3", directory.resolve(name));
    }

    private void restore(ScratchDatabase to, String name) {
        int _ = new Migration(to.address(), "asyncgate").apply();
        Manifest restored = new Restore(to.address(), "asyncgate").read(directory.resolve(name));
        assertThat(restored.rows()).isPositive();
    }
}
