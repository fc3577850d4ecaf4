package dev.asyncgate.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: the version that the build wrote down, and the Java it runs on. */
public final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"asyncgate %s (Java %s)".formatted(number(), Runtime.version())};
    }

    /** The version alone. */
    public static String number() {
        var build = new Properties();
        try (InputStream in =
                Objects.requireNonNull(Version.class.getResourceAsStream("/dev/asyncgate/app/build.properties"))) {
            build.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return build.getProperty("version");
    }
}
