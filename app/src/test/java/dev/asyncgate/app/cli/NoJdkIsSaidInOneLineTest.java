package dev.asyncgate.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Build and program each need a JDK 25; where there is none they say so, and how to get one, in one line. */
class NoJdkIsSaidInOneLineTest {

    @TempDir
    Path nothing;

    @ParameterizedTest
    @ValueSource(strings = {"../mvnw", "../packaging/bin/asyncgate"})
    void withHowToGetOne(String script) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(List.of("sh", script)).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", nothing.toString());
        builder.environment().put("ASYNCGATE_JDK_PATH", nothing.toString());

        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(said.lines()).singleElement().asString().contains("no JDK 25 found", "install one", "JAVA_HOME");
    }
}
