package dev.asyncgate.app.acts;

import dev.asyncgate.app.acts.Confirmation.Fact;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.ShortId;
import dev.asyncgate.lease.LeaseSpan;
import java.util.List;
import java.util.Objects;

/** Asks before a lease is revoked, wherever it is shown. */
public final class Revocation {

    private Revocation() {}

    public static Confirmation of(Texts texts, Acting acting, LeaseSpan lease) {
        String shortId = ShortId.of(lease.leaseId());
        return new Confirmation(
                texts.text("revoke.title"),
                List.of(
                        new Fact(texts.text("act.scope_lease"), shortId),
                        new Fact(texts.text("act.scope_worker"), lease.workerId()),
                        new Fact(texts.text("act.scope_task"), ShortId.of(lease.taskId())),
                        new Fact(texts.text("act.scope_type"), lease.type())),
                List.of(
                        texts.text("revoke.ends", lease.workerId()),
                        texts.text("revoke.requeued"),
                        texts.text("revoke.not_released")),
                texts.text("revoke.lasting"),
                texts.text("revoke.keep"),
                texts.text("revoke.act"),
                true,
                texts.text("revoke.reason_note"),
                acting.environment(),
                reason -> {
                    acting.operator().revokeLease(lease.leaseId(), Objects.requireNonNull(reason));
                    return Done.of(texts.text("revoke.done", lease.workerId()));
                });
    }
}
