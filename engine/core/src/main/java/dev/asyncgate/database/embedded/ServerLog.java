package dev.asyncgate.database.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the server writes about itself.
 *
 * @param file the log; its predecessor lies beside it with {@code .1} behind
 */
record ServerLog(Path file) {

    private static final long LIMIT_BYTES = 4L << 20;
    private static final int READ_AT_MOST_BYTES = 64 << 10;

    /** Time and process in front of a line, as in {@code 2026-11-23 21:00:34.403 UTC [5158] FATAL:  }. */
    private static final Pattern PREFIX = Pattern.compile("^(\\S+ \\S+ \\S+ \\[\\d+] )?\\s*(\\S+: )?");

    private static final Pattern GRAVE = Pattern.compile("(FATAL|PANIC|ERROR|error|fatal): ");

    /** Begins the log anew when it has grown long. The server keeps the file open, and appends, so it is emptied. */
    void bound() throws IOException {
        if (bytes() > LIMIT_BYTES) {
            Files.copy(
                    file,
                    file.resolveSibling(file.getFileName() + ".1"),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
            FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
                    .close();
        }
    }

    long bytes() throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    /** What was written since then, at most its last 64 KiB. */
    String since(long position) throws IOException {
        if (!Files.exists(file)) {
            return "";
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long from = Math.max(position, channel.size() - READ_AT_MOST_BYTES);
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.max(0, channel.size() - from));
            channel.read(buffer, from);
            return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
        }
    }

    /** The last line that names a failure, else the last line; without time, process and severity. */
    static String lastWord(String said) {
        List<String> lines = said.lines().filter(line -> !line.isBlank()).toList();
        String last = lines.stream()
                .filter(line -> GRAVE.matcher(line).find())
                .reduce((earlier, later) -> later)
                .orElse(lines.isEmpty() ? "it said nothing" : lines.getLast());
        return PREFIX.matcher(last).replaceFirst("").strip();
    }
}
