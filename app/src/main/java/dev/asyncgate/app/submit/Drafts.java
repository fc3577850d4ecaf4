package dev.asyncgate.app.submit;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Drafts in a folder, one JSON file each. A file is replaced as a whole, so that a crash leaves the older or the newer
 * one and never half of one. Does I/O; thread-safe as long as one draft has one writer.
 */
final class Drafts {

    private static final String SUFFIX = ".json";

    private final Path folder;

    Drafts(Path folder) {
        this.folder = folder;
    }

    /** Every draft, the newest first. What cannot be read as one is left where it is and not listed. */
    List<SavedDraft> list() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<SavedDraft> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(SUFFIX)).toList()) {
                read(file).ifPresent(found::add);
            }
        }
        found.sort(Comparator.comparing(SavedDraft::savedAt).reversed());
        return List.copyOf(found);
    }

    /** Writes beside the old file and then puts the new one into its place. */
    void save(SavedDraft draft) throws IOException {
        Files.createDirectories(folder);
        Path fresh = Files.createTempFile(folder, draft.id().toString(), ".new");
        try {
            Files.writeString(fresh, DraftFormat.write(draft));
            Files.move(fresh, file(draft.id()), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    void discard(UUID id) throws IOException {
        Files.deleteIfExists(file(id));
    }

    /** What went wrong with a file, in words: its name and the reason of the operating system. */
    static String reason(IOException problem) {
        if (problem instanceof FileSystemException atFile) {
            String reason = atFile.getReason();
            return reason == null
                    ? atFile.getClass().getSimpleName().replace("Exception", "") + " " + atFile.getFile()
                    : reason + " " + atFile.getFile();
        }
        return String.valueOf(problem.getMessage());
    }

    private Path file(UUID id) {
        return folder.resolve(id + SUFFIX);
    }

    private static Optional<SavedDraft> read(Path file) throws IOException {
        try {
            return DraftFormat.read(Files.readString(file));
        } catch (NoSuchFileException discardedMeanwhile) {
            return Optional.empty();
        }
    }
}
