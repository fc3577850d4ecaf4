package dev.asyncgate.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Whoever starts a gate makes its keys from the command line; a script can take the key from standard output. */
@Timeout(120)
class AKeyIsShownOnceTest {

    @TempDir
    Path data;

    private String err = "";

    @Test
    void madeListedAndRevoked() {
        String secret =
                key(ExitCode.OK, "create", "--role", "agent", "--name", "planner's", "--principal", "agent:plan*");
        assertThat(secret.strip()).matches("ag_[A-Za-z0-9_-]{43}");
        assertThat(err).contains("agent", "planner's", "this once");

        String listed = key(ExitCode.OK, "list");
        assertThat(listed).contains("planner's", "agent", "valid until revoked").doesNotContain(secret.strip());

        String keyId = listed.split(" ", 2)[0];
        assertThat(key(ExitCode.OK, "revoke", keyId)).contains(keyId);
        assertThat(key(ExitCode.OK, "list")).contains("revoked 2");
    }

    @Test
    void whatIsWrongIsSaidInOneLine() {
        assertThat(key(ExitCode.BAD_CONFIGURATION, "create", "--role", "king")).isEmpty();
        assertThat(err.strip())
                .startsWith("asyncgate: ")
                .contains("king", "admin")
                .doesNotContain("\n");
        assertThat(key(ExitCode.USAGE, "create")).isEmpty();
        assertThat(err).contains("--role");
    }

    private String key(int exit, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter errors = new StringWriter();
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(errors, true));
        String[] all = new String[arguments.length + 3];
        all[0] = "key";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[all.length - 2] = "--data-dir";
        all[all.length - 1] = data.toString();
        assertThat(commandLine.execute(all)).as(errors.toString()).isEqualTo(exit);
        err = errors.toString();
        return out.toString();
    }
}
