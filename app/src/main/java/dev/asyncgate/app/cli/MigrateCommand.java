package dev.asyncgate.app.cli;

import dev.asyncgate.database.Migration;
import dev.asyncgate.engine.Installation;
import dev.asyncgate.settings.Settings;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Brings a database up to this program. Loads no JavaFX. */
@Command(
        name = "migrate",
        description = "Says what the database needs to come up to this program, and does it.",
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
        try (Installation installation = Installation.open(settings)) {
            Migration migration = installation.migration();
            Migration.Plan plan = migration.plan();
            say(plan, settings);
            int applied = migration.apply();
            PrintWriter out = spec.commandLine().getOut();
            out.println(
                    applied == 0
                            ? "Up to date: nothing was changed."
                            : "Applied %d migration%s.".formatted(applied, applied == 1 ? "" : "s"));
            out.println(
                    migration.grantRoles() ? twoRoles() : oneRole(plan.where().role()));
            return ExitCode.OK;
        }
    }

    private void say(Migration.Plan plan, Settings settings) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("Schema %s of the database %s (%s, PostgreSQL %s), as the role %s: at %d, this program brings %d."
                .formatted(
                        settings.database().schema(),
                        plan.where().database(),
                        settings.database().url(),
                        plan.where().serverVersion(),
                        plan.where().role(),
                        plan.current(),
                        plan.target()));
        plan.pending().forEach(step -> out.println("  to apply: %d, %s".formatted(step.number(), step.description())));
        out.flush();
    }

    private static String twoRoles() {
        return "Rights granted to the role asyncgate_program, which cannot change what is written once; GRANT it to whoever"
                + " serves. asyncgate_reader reads.";
    }

    private static String oneRole(String owner) {
        return "There is one role only: " + owner
                + " may not create asyncgate_program, so the program works as the schema's"
                + " owner. For two, let an administrator CREATE ROLE asyncgate_program and migrate again.";
    }
}
