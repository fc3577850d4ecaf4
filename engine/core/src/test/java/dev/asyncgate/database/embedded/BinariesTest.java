package dev.asyncgate.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BinariesTest {

    @TempDir
    private Path store;

    @Test
    void twoThatUnpackAtOnceBothFindThemWhole() throws Exception {
        var shipped = Binaries.ofThisMachine();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var one = threads.submit(() -> shipped.unpackedIn(store));
            var other = threads.submit(() -> shipped.unpackedIn(store));
            assertThat(one.get()).isEqualTo(other.get());
            var version = Command.run(store, java.util.List.of(), java.util.List.of(one.get() + "/bin/postgres", "-V"));
            assertThat(version.output()).isEqualTo("postgres (PostgreSQL) 18.6");
        }
        assertThat(store).as("nothing else is left").isDirectoryNotContaining("glob:**unpacking-*");
    }

    @Test
    void whatAKilledProgramHalfUnpackedIsSweptLater() throws Exception {
        Path abandoned = Files.createDirectory(store.resolve("unpacking-1"));
        Files.writeString(abandoned.resolve("half"), "a file");
        Files.setLastModifiedTime(abandoned, FileTime.from(Instant.now().minusSeconds(7200)));
        Path busy = Files.createDirectory(store.resolve("unpacking-2"));
        Binaries.ofThisMachine().unpackedIn(store);
        assertThat(abandoned).doesNotExist();
        assertThat(busy).exists();
    }
}
