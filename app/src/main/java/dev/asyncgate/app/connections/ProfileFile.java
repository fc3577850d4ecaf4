package dev.asyncgate.app.connections;

import dev.asyncgate.error.GateException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;

/**
 * Where profiles are kept, in the data directory. The file is replaced as a whole; one that cannot be read is set aside and
 * told, never overwritten. Does I/O.
 */
final class ProfileFile {

    private static final String NAME = "profiles.json";

    private final Path folder;
    private final Clock clock;

    ProfileFile(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** What it holds; nothing when there is none yet. */
    ProfileBook read() {
        Path file = folder.resolve(NAME);
        try {
            return ProfileFormat.read(Files.readString(file));
        } catch (NoSuchFileException firstStart) {
            return ProfileBook.EMPTY;
        } catch (GateException | IllegalArgumentException | ArithmeticException | CharacterCodingException broken) {
            return new ProfileBook(ProfileBook.EMPTY.profiles(), Profile.LOCAL, setAside(file, broken));
        } catch (IOException unreadable) {
            return new ProfileBook(
                    ProfileBook.EMPTY.profiles(),
                    Profile.LOCAL,
                    "The file %s could not be read: %s.".formatted(file, unreadable.getMessage()));
        }
    }

    private String setAside(Path file, Exception broken) {
        Path aside = folder.resolve("profiles-broken-" + clock.instant().getEpochSecond() + ".json");
        String what = "The file %s is broken (%s)".formatted(file, broken.getMessage());
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            return what + "; it was set aside as " + aside.getFileName() + ".";
        } catch (IOException e) {
            return what + ", and could not be set aside: " + e.getMessage() + ".";
        }
    }

    /** Writes beside the old file and then puts the new one into its place. */
    void write(ProfileBook book) throws IOException {
        Files.createDirectories(folder);
        Path fresh = Files.createTempFile(folder, NAME, ".new");
        try {
            Files.writeString(fresh, ProfileFormat.write(book));
            Files.move(
                    fresh, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
