package dev.asyncgate.backup;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes an archive under its name with {@code .part} behind it and renames it when all of it is on the disk. Closed
 * before {@link #finish}, it leaves nothing. Only the owner can read the file: it holds every payload.
 */
final class ArchiveWriter implements AutoCloseable {

    static final String MANIFEST = "manifest.json";
    static final String MANIFEST_DIGEST = "manifest.json.sha256";
    private static final FileAttribute<?> OWNER_ALONE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path file;
    private final Path part;
    private final FileChannel channel;
    private final ZipOutputStream zip;

    private ArchiveWriter(Path file, Path part, FileChannel channel) {
        this.file = file;
        this.part = part;
        this.channel = channel;
        this.zip = new ZipOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16));
    }

    /**
     * Begins the file.
     *
     * @throws GateException INVALID_REQUEST if there is one of that name, or another program is writing it
     */
    static ArchiveWriter begin(Path file) throws IOException {
        refuseExisting(file);
        Path part = file.resolveSibling(file.getFileName() + ".part");
        FileChannel channel =
                FileChannel.open(part, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OWNER_ALONE);
        try {
            if (channel.tryLock() == null) {
                throw beingWritten(part);
            }
            channel.truncate(0);
            return new ArchiveWriter(file, part, channel);
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw beingWritten(part);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** What is written until the next call is the lines of this table. */
    OutputStream table(String name) throws IOException {
        zip.putNextEntry(new ZipEntry(tableEntry(name)));
        return zip;
    }

    static String tableEntry(String table) {
        return "tables/" + table + ".copy";
    }

    /** Ends the archive with its manifest, puts it on the disk and gives it its name. */
    void finish(Manifest manifest) throws IOException {
        byte[] text = manifest.toJson().getBytes(StandardCharsets.UTF_8);
        zip.putNextEntry(new ZipEntry(MANIFEST));
        zip.write(text);
        zip.putNextEntry(new ZipEntry(MANIFEST_DIGEST));
        zip.write((Digest.of(text) + "  " + MANIFEST + "\n").getBytes(StandardCharsets.UTF_8));
        zip.finish();
        zip.flush();
        channel.force(true);
        refuseExisting(file);
        Files.move(part, file);
        try (var directory = FileChannel.open(Objects.requireNonNull(file.getParent()), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    /** Once finished, the name is gone from the part, and only the channel is left to close. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(part);
        channel.close();
    }

    private static void refuseExisting(Path file) {
        if (Files.exists(file)) {
            throw new GateException(
                    ErrorCode.INVALID_REQUEST,
                    file + " exists already and is not overwritten: move it away or choose another name.");
        }
    }

    private static GateException beingWritten(Path part) {
        return new GateException(
                ErrorCode.INVALID_REQUEST,
                "Another program is writing " + part + ": wait for it or choose another name.");
    }
}
