package dev.asyncgate.app.receipt;

import dev.asyncgate.app.acts.Act;
import dev.asyncgate.app.acts.Acting;
import dev.asyncgate.app.acts.ActsViewModel;
import dev.asyncgate.app.acts.Confirmation;
import dev.asyncgate.app.acts.Confirmation.Fact;
import dev.asyncgate.app.acts.Done;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.Principals;
import dev.asyncgate.app.words.ShortId;
import dev.asyncgate.receipt.Lineage.LineageTask;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.receipt.ReceiptType;
import dev.asyncgate.task.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Gives up on an obligation that will never be proven, in an operator's name. For the FX thread only. */
public final class WaiveAct {

    private final Texts texts;
    private final Acting acting;
    private final ActsViewModel viewModel;

    public WaiveAct(Texts texts, Acting acting, ActsViewModel viewModel) {
        this.texts = texts;
        this.acting = acting;
        this.viewModel = viewModel;
    }

    /** The act on an obligation, allowed or not; nothing on any other receipt. */
    public List<Act> of(InspectedReceipt it) {
        if (it.receipt().type() != ReceiptType.TASK_ASSIGNED) {
            return List.of();
        }
        String whyNot = acting.environment().isReadOnly() ? texts.text("act.read_only") : whyNot(it);
        return List.of(new Act("draft", text("name"), whyNot, text("help"), () -> viewModel.ask(confirmation(it))));
    }

    private @Nullable String whyNot(InspectedReceipt it) {
        String key = whyNot(it.proof(), it.task());
        return key == null ? null : text("why_not." + key);
    }

    /** The key of the reason why an obligation cannot be waived; null when it can. */
    static @Nullable String whyNot(Proof proof, @Nullable LineageTask task) {
        if (!(proof instanceof Proof.Open)) {
            return "discharged";
        }
        boolean ended = task != null && TaskStatus.ofWireName(task.status()).isTerminal();
        return ended ? null : "not_ended";
    }

    private Confirmation confirmation(InspectedReceipt it) {
        Receipt obligation = it.receipt();
        String shortId = ShortId.of(obligation.receiptId());
        String owedTo = Principals.of(obligation.to());
        return new Confirmation(
                text("title"),
                scope(it, shortId),
                List.of(text("discharged", owedTo), text("receipt"), text("stays")),
                text("lasting"),
                text("keep"),
                text("act"),
                true,
                text("reason_note"),
                acting.environment(),
                reason -> waive(obligation, Objects.requireNonNull(reason)));
    }

    private List<Fact> scope(InspectedReceipt it, String shortId) {
        var scope = new ArrayList<Fact>();
        scope.add(new Fact(texts.text("act.scope_obligation"), shortId));
        LineageTask task = it.task();
        if (task != null) {
            scope.add(new Fact(texts.text("act.scope_task"), ShortId.of(task.taskId())));
            scope.add(new Fact(texts.text("act.scope_type"), task.type()));
            scope.add(new Fact(texts.text("act.scope_state"), task.status()));
        }
        return scope;
    }

    private Done waive(Receipt obligation, String reason) {
        UUID waived = acting.operator().waiveObligation(obligation.receiptId(), reason);
        UUID task = Objects.requireNonNull(obligation.taskId());
        return new Done(text("done"), new Done.Next(text("show"), new Destination.ShowReceipt(waived, task)));
    }

    private String text(String key, Object... values) {
        return texts.text("receipts.waive." + key, values);
    }
}
