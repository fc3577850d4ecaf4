import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * Writes a jar of PostgreSQL's programs anew with its archive as a plain .tar in place of the .txz: to unpack that takes two
 * seconds of the first start, and the package is compressed as a whole anyway. {@code packaging/build} runs it.
 */
public final class Postgres {

    private Postgres() {}

    public static void main(String[] arguments) throws IOException {
        Path jar = Path.of(arguments[0]);
        Path plain = jar.resolveSibling(jar.getFileName() + ".plain");
        try (var from = new ZipFile(jar.toFile());
                var to = new ZipOutputStream(Files.newOutputStream(plain))) {
            for (ZipEntry entry : from.stream().filter(each -> !each.isDirectory()).toList()) {
                try (InputStream content = from.getInputStream(entry)) {
                    if (entry.getName().endsWith(".txz")) {
                        store(to, entry.getName().replace(".txz", ".tar"), new XZCompressorInputStream(content).readAllBytes());
                    } else {
                        store(to, entry.getName(), content.readAllBytes());
                    }
                }
            }
        }
        Files.delete(jar);
        Files.move(plain, jar);
    }

    private static void store(ZipOutputStream to, String name, byte[] bytes) throws IOException {
        var crc = new CRC32();
        crc.update(bytes);
        var entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
        to.putNextEntry(entry);
        to.write(bytes);
    }
}
