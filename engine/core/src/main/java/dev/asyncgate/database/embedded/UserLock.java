package dev.asyncgate.database.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * One user of a data directory's server: a file in {@code users/} that stays locked as long as the user is there. A
 * program that is killed loses the lock and so counts no more. All methods need the {@link StartupLock}.
 */
final class UserLock {

    /** Names this JVM's files, which it must not open again: closing a second channel would drop the lock. */
    private static final String PROGRAM = ProcessHandle.current().pid() + "-" + UUID.randomUUID() + "-";

    private final Path file;
    private final FileChannel channel;

    private UserLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static UserLock enter(Path users) throws IOException {
        Path file = users.resolve(PROGRAM + UUID.randomUUID() + ".lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        channel.lock();
        return new UserLock(file, channel);
    }

    void leave() throws IOException {
        try (channel) {
            Files.deleteIfExists(file);
        }
    }

    /** Whether anybody is there; forgets, on the way, whoever died without leaving. */
    static boolean anybodyIn(Path users) throws IOException {
        boolean anybody = false;
        try (var files = Files.newDirectoryStream(users, "*.lock")) {
            for (Path file : files) {
                anybody |= isThere(file);
            }
        }
        return anybody;
    }

    private static boolean isThere(Path file) throws IOException {
        if (file.getFileName().toString().startsWith(PROGRAM)) {
            return true;
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            if (channel.tryLock() == null) {
                return true;
            }
            Files.delete(file);
            return false;
        } catch (AccessDeniedException e) {
            // Another account's, root's perhaps: it can't be asked, and stopping a server in use is the worse mistake.
            return true;
        }
    }
}
