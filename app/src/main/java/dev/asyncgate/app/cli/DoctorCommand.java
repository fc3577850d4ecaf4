package dev.asyncgate.app.cli;

import dev.asyncgate.doctor.Diagnosis;
import dev.asyncgate.doctor.Finding;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.settings.Settings;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Looks for what is wrong in a database and says what to do. Loads no JavaFX. */
@Command(
        name = "doctor",
        description = "Looks for what is wrong in the database, says what to do, and changes nothing.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:nothing was found but notes", " 1:something was found"})
final class DoctorCommand implements Callable<Integer> {

    /** Tasks and leases are looked at from the newest on, until this is over. */
    private static final Duration AT_MOST = Duration.ofMinutes(2);

    private static final int SHOWN_CASES = 5;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli's to fill
    private CommandSpec spec;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli's to fill
    private AsyncGateCommand parent;

    @Override
    public Integer call() {
        Settings settings = parent.options.readWithoutSweep();
        try (Gate gate = Gate.open(settings)) {
            Diagnosis diagnosis = gate.diagnose(AT_MOST);
            PrintWriter out = spec.commandLine().getOut();
            diagnosis.findings().forEach(finding -> tell(finding, out));
            sum(diagnosis, settings, out);
            out.flush();
            return diagnosis.healthy() ? ExitCode.OK : ExitCode.FINDINGS;
        }
    }

    private static void tell(Finding finding, PrintWriter out) {
        String where = finding.tenantId() == null ? "" : ", tenant " + finding.tenantId();
        out.println("%-10s %s: not so in %,d case%s%s"
                .formatted(
                        finding.rule().severity(),
                        finding.rule().title(),
                        finding.count(),
                        finding.count() == 1 ? "" : "s",
                        where));
        finding.cases().stream()
                .limit(SHOWN_CASES)
                .forEach(row -> out.println("           %-36s  %s".formatted(row.subject(), row.found())));
        if (finding.count() > SHOWN_CASES) {
            out.println("           and %,d more".formatted(finding.count() - SHOWN_CASES));
        }
        out.println("           What to do: " + finding.rule().advice());
        out.println();
    }

    private static void sum(Diagnosis diagnosis, Settings settings, PrintWriter out) {
        out.println(String.format(
                Locale.ROOT,
                "%s: %d rules, %,d tenants, %,d tasks and %,d ended leases in %.1f s.",
                settings.database().url(),
                diagnosis.examined().size(),
                diagnosis.tenants(),
                diagnosis.tasks(),
                diagnosis.leases(),
                diagnosis.took().toMillis() / 1000.0));
        if (!diagnosis.complete()) {
            out.println("The time was over: older tasks and leases were not looked at.");
        }
        if (diagnosis.healthy()) {
            out.println("Nothing is wrong.");
        }
    }
}
