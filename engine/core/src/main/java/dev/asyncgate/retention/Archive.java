package dev.asyncgate.retention;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.UUID;

/**
 * The files that ended tasks go to before they leave the database: {@code tenant/day-name.ndjson}, a task a line. The name
 * is this object's own, so that no two programs write to one file and no line follows one that a crash has torn.
 */
final class Archive {

    private final Path folder;
    private final String name = UUID.randomUUID().toString().substring(0, 8);

    Archive(Path folder) {
        this.folder = folder;
    }

    /**
     * Opens the file of a tenant and a day.
     *
     * @throws GateException INTERNAL_ERROR that names the file
     */
    Batch begin(UUID tenantId, LocalDate day) {
        Path ofTenant = folder.resolve(tenantId.toString());
        Path file = ofTenant.resolve(day + "-" + name + ".ndjson");
        try {
            Files.createDirectories(ofTenant);
            boolean created = Files.notExists(file);
            var batch = new Batch(file, FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
            if (created) {
                syncFolder(ofTenant);
                syncFolder(folder);
            }
            return batch;
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** A name is on the disk when its folder is. Windows has no such call, and needs none. */
    private static void syncFolder(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static GateException unwritable(Path file, IOException e) {
        return new GateException(
                ErrorCode.INTERNAL_ERROR,
                "The archive file " + file + " cannot be written (" + e.getMessage()
                        + "). Retention deletes nothing that is not archived; make room or give rights there.",
                e);
    }

    /** Lines that become durable together. Used by one thread. */
    static final class Batch implements AutoCloseable {

        private final Path file;
        private final FileChannel channel;
        private final long start;
        private boolean durable;

        private Batch(Path file, FileChannel channel) throws IOException {
            this.file = file;
            this.channel = channel;
            this.start = channel.size();
            channel.position(start);
        }

        void line(String json) {
            ByteBuffer bytes = ByteBuffer.wrap((json + "\n").getBytes(StandardCharsets.UTF_8));
            try {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            } catch (IOException e) {
                throw unwritable(file, e);
            }
        }

        /** Returns when all lines are on the disk. */
        void sync() {
            try {
                channel.force(true);
                durable = true;
            } catch (IOException e) {
                throw unwritable(file, e);
            }
        }

        /** Takes back lines that did not become durable. */
        @Override
        public void close() {
            try (channel) {
                if (!durable) {
                    channel.truncate(start);
                }
            } catch (IOException e) {
                throw unwritable(file, e);
            }
        }
    }
}
