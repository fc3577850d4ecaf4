package dev.asyncgate.app.cli;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Operator;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.receiptgate.Backlog;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Shows what is on its way to a ReceiptGate, and has what was parked tried again. Loads no JavaFX. */
@Command(
        name = "receiptgate",
        description = "Shows how many receipts wait for ReceiptGate, and which failed too often and are parked.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "[retry]")
final class ReceiptGateCommand implements Callable<Integer> {

    @Option(
            names = "--tenant",
            scope = ScopeType.INHERIT,
            paramLabel = "UUID",
            description = "Whose receipts; default: those of the default tenant.")
    private UUID tenantId = Gate.DEFAULT_TENANT;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli's to fill
    private CommandSpec spec;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli's to fill
    private AsyncGateCommand parent;

    @Override
    public Integer call() {
        try (Gate gate = Gate.open(parent.options.readWithoutSweep())) {
            tell(gate.inspector(tenantId).countBacklog());
        }
        return ExitCode.OK;
    }

    private void tell(Backlog backlog) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(String.format(
                Locale.ROOT,
                "%,d wait%s, %,d parked.",
                backlog.waiting(),
                backlog.oldestAt() == null ? "" : " (the oldest since " + backlog.oldestAt() + ")",
                backlog.parked()));
        backlog.latestParked()
                .forEach(parked -> out.println("%s  task %s  parked %s after %d attempts: %s"
                        .formatted(
                                parked.receiptId(),
                                parked.taskId() == null ? "none" : parked.taskId(),
                                parked.parkedAt(),
                                parked.attempts(),
                                parked.lastError())));
        if (backlog.parked() > backlog.latestParked().size()) {
            out.println("These are the latest " + backlog.latestParked().size() + ".");
        }
        out.flush();
    }

    @Command(
            name = "retry",
            description = "Has parked receipts tried again, as often as new ones.",
            mixinStandardHelpOptions = true)
    int retry(
            @Parameters(arity = "0..1", paramLabel = "RECEIPT_ID", description = "One of them; default: all.") @Nullable UUID receiptId) {
        String user = System.getProperty("user.name", "operator");
        try (Gate gate = Gate.open(parent.options.readWithoutSweep())) {
            Operator operator = gate.operator(tenantId, Principal.of(PrincipalKind.HUMAN, user));
            long retried = receiptId == null ? operator.retryParkedReceipts() : one(operator, receiptId);
            PrintWriter out = spec.commandLine().getOut();
            out.println(String.format(Locale.ROOT, "%,d will be tried again.", retried));
            out.flush();
        }
        return ExitCode.OK;
    }

    private static long one(Operator operator, UUID receiptId) {
        operator.retryParkedReceipt(receiptId);
        return 1;
    }
}
