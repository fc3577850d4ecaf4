package dev.asyncgate.database.embedded;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What keeps a data directory from being used, in a sentence for its owner. */
final class Trouble {

    /** Less than one segment of the write-ahead log, without which the server writes nothing. */
    private static final long FULL_BYTES = 16L << 20;

    private Trouble() {}

    static GateException with(Path root, IOException e) {
        Path existing = existing(root);
        if (isFull(existing, e.toString())) {
            return full(root, e);
        }
        if (!Files.isDirectory(existing)) {
            return new GateException(
                    ErrorCode.INVALID_REQUEST,
                    "The data directory " + root + " can't be used because " + existing
                            + " is a file: move the file away or choose another data directory.",
                    e);
        }
        if (e instanceof AccessDeniedException || e.toString().contains("Read-only file system")) {
            return new GateException(
                    ErrorCode.DATABASE_UNAVAILABLE,
                    "The data directory " + root + " must be writable, and here is what is not: " + reason(e)
                            + ". Make it writable or choose another data directory.",
                    e);
        }
        return new GateException(
                ErrorCode.DATABASE_UNAVAILABLE,
                "The data directory " + root + " can't be used: " + reason(e)
                        + ". Put that right or choose another data directory.",
                e);
    }

    /** PostgreSQL's own word for what went wrong, with the file that says more. */
    static GateException with(Path root, String what, String reason, Path log) {
        if (isFull(existing(root), reason)) {
            return full(root, null);
        }
        return new GateException(
                ErrorCode.DATABASE_UNAVAILABLE,
                "PostgreSQL in " + root + " " + what + ": " + reason + "."
                        + (Files.exists(log) ? " Its log says more: " + log : ""));
    }

    private static GateException full(Path root, @Nullable IOException e) {
        return new GateException(
                ErrorCode.DATABASE_UNAVAILABLE,
                "The disk of the data directory " + root + " is full: free some space (a new database takes 150 MB) and"
                        + " try again. What was stored is untouched.",
                e);
    }

    private static boolean isFull(Path existing, String words) {
        try {
            return words.contains("No space left on device")
                    || Files.getFileStore(existing).getUsableSpace() < FULL_BYTES;
        } catch (IOException e) {
            return false;
        }
    }

    private static Path existing(Path root) {
        Path there = root;
        while (!Files.exists(there)) {
            there = Objects.requireNonNull(there.getParent());
        }
        return there;
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException denied) {
            return denied.getFile() + " (permission denied)";
        }
        if (e instanceof FileSystemException f) {
            return f.getFile() + " (" + Objects.requireNonNullElse(f.getReason(), words(f)) + ")";
        }
        return Objects.requireNonNullElse(e.getMessage(), words(e));
    }

    /** The name of an exception that says nothing else, such as "directory not empty". */
    private static String words(IOException e) {
        return e.getClass()
                .getSimpleName()
                .replace("Exception", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
    }
}
