package dev.asyncgate.app.export;

import dev.asyncgate.app.rows.Page;
import dev.asyncgate.json.Json;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes a list to a file, page by page. The file has its name once it is whole: until then it stands beside it as
 * {@code .part}, and is taken away when it comes to nothing. Used once, by one thread.
 */
final class FileExport<T> {

    /** Asked before each page, with the number of rows written so far. */
    @FunctionalInterface
    interface Progress {
        boolean goOn(long rows);
    }

    private static final int BUFFER_BYTES = 1 << 16;

    private final Exportable<T> list;
    private final Format format;
    private final Progress progress;
    private final MessageDigest digest = sha256();
    private long rows;
    private @Nullable T last;

    FileExport(Exportable<T> list, Format format, Progress progress) {
        this.list = list;
        this.format = format;
        this.progress = progress;
    }

    /**
     * Writes the file, or nothing when it is stopped.
     *
     * @return the rows that it holds; -1 when it was stopped
     * @throws IOException when the disk is full, or the folder is not to be written to; nothing is left behind
     */
    long to(Path file) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            boolean whole;
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), BUFFER_BYTES)) {
                whole = to(out);
            }
            if (!whole) {
                return -1;
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            return rows;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** How many rows have been written. */
    long rows() {
        return rows;
    }

    /** Writes every page; false when it was stopped. */
    boolean to(OutputStream out) throws IOException {
        begin(out);
        String cursor = null;
        do {
            if (!progress.goOn(rows)) {
                return false;
            }
            Page<T> page = list.page(cursor);
            for (T row : page.rows()) {
                write(out, row);
            }
            cursor = page.nextCursor();
        } while (cursor != null);
        end(out);
        return true;
    }

    private void begin(OutputStream out) throws IOException {
        switch (format) {
            case CSV -> line(out, String.join(",", list.columns()) + "\r\n");
            case JSON -> line(out, "[");
            case NDJSON -> {}
        }
    }

    private void write(OutputStream out, T row) throws IOException {
        Map<String, String> members = list.json(row);
        switch (format) {
            case CSV -> line(out, csv(members));
            case JSON -> line(out, (rows == 0 ? "\n" : ",\n") + object(members));
            case NDJSON -> line(out, object(members) + "\n");
        }
        last = row;
        rows++;
    }

    /** The seal of NDJSON: how many lines stand before it, the last position and the digest of all those bytes. */
    private void end(OutputStream out) throws IOException {
        switch (format) {
            case CSV -> {}
            case JSON -> line(out, "\n]\n");
            case NDJSON -> {
                String position = last == null ? "null" : Long.toString(list.position(last));
                String hex = HexFormat.of().formatHex(digest.digest());
                line(
                        out,
                        "{\"asyncgate_export\":{\"lines\":%d,\"last_position\":%s,\"sha256\":\"%s\"}}\n"
                                .formatted(rows, position, hex));
            }
        }
    }

    private void line(OutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(bytes);
        out.write(bytes);
    }

    private static String object(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> "\"" + member.getKey() + "\":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private String csv(Map<String, String> members) {
        Iterator<String> columns = list.columns().iterator();
        var line = new StringBuilder();
        while (columns.hasNext()) {
            line.append(field(members.getOrDefault(columns.next(), "null")));
            line.append(columns.hasNext() ? "," : "\r\n");
        }
        return line.toString();
    }

    /** A text loses the quotes of JSON, and whatever holds a mark of CSV gets those of CSV. */
    private static String field(String json) {
        if (json.equals("null")) {
            return "";
        }
        String text = json.startsWith("\"") ? Json.parse(json).node().stringValue() : json;
        boolean quoted = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quoted ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
