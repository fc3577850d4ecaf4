package dev.asyncgate.backup;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Reads an archive, and believes nothing in it that its digests do not confirm. */
final class ArchiveReader implements AutoCloseable {

    private static final int LONGEST_MANIFEST_BYTES = 1 << 20;

    private final ZipFile zip;
    private final Manifest manifest;

    private ArchiveReader(ZipFile zip) throws IOException {
        this.zip = zip;
        byte[] text = bytes(ArchiveWriter.MANIFEST);
        String digest = new String(bytes(ArchiveWriter.MANIFEST_DIGEST), StandardCharsets.UTF_8);
        if (!digest.equals(Digest.of(text) + "  " + ArchiveWriter.MANIFEST + "\n")) {
            throw new DamagedException("its manifest is not the one that was written");
        }
        this.manifest = Manifest.parse(new String(text, StandardCharsets.UTF_8));
    }

    /**
     * Opens the file and reads its manifest.
     *
     * @throws DamagedException if it is no archive or damaged
     * @throws NoSuchFileException if it is not there
     */
    static ArchiveReader open(Path file) throws IOException {
        ZipFile zip = zip(file);
        try {
            return new ArchiveReader(zip);
        } catch (ZipException | EOFException e) {
            zip.close();
            throw new DamagedException("its manifest can't be unpacked", e);
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private static ZipFile zip(Path file) throws IOException {
        try {
            return new ZipFile(file.toFile());
        } catch (ZipException | EOFException e) {
            throw new DamagedException("it is no zip file, or a part of one", e);
        }
    }

    Manifest manifest() {
        return manifest;
    }

    /** Reads every table to its end and compares it with the manifest. */
    void verify() throws IOException {
        for (Manifest.Table table : manifest.tables()) {
            var digest = new Digest();
            try (InputStream lines = table(table)) {
                digest.from(lines).transferTo(OutputStream.nullOutputStream());
            } catch (ZipException | EOFException e) {
                throw new DamagedException("the table " + table.name() + " can't be unpacked", e);
            }
            require(table, digest);
        }
    }

    /** Refuses lines that are not the ones that were written. */
    static void require(Manifest.Table table, Digest read) throws DamagedException {
        if (!table.sha256().equals(read.hex())) {
            throw new DamagedException("the table " + table.name() + " is not the one that was written");
        }
    }

    InputStream table(Manifest.Table table) throws IOException {
        return entry(ArchiveWriter.tableEntry(table.name()));
    }

    private byte[] bytes(String name) throws IOException {
        try (InputStream in = entry(name)) {
            return in.readNBytes(LONGEST_MANIFEST_BYTES);
        }
    }

    private InputStream entry(String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new DamagedException("it has no " + name);
        }
        return zip.getInputStream(entry);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
