package dev.asyncgate.app.cli;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.settings.Settings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Brings a database up to this program. Loads no JavaFX. */
@Command(
        name = "migrate",
        description = "Brings the database up to this program and says how many steps it took.",
        mixinStandardHelpOptions = true)
final class MigrateCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli's to fill
    private CommandSpec spec;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli's to fill
    private AsyncGateCommand parent;

    @Override
    public Integer call() {
        Settings settings = parent.options.read();
        int applied = Gate.migrate(settings);
        String where = "%s, schema %s"
                .formatted(settings.database().url(), settings.database().schema());
        spec.commandLine()
                .getOut()
                .println(
                        applied == 0
                                ? "Up to date: " + where
                                : "Applied %d migration%s: %s".formatted(applied, applied == 1 ? "" : "s", where));
        return ExitCode.OK;
    }
}
