package dev.asyncgate.app.audit;

import dev.asyncgate.app.rows.Column;
import dev.asyncgate.app.rows.ListPlace;
import dev.asyncgate.app.rows.ListShape;
import dev.asyncgate.app.shell.Action;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.ShortId;
import dev.asyncgate.audit.AuditEvent;
import dev.asyncgate.audit.AuditFilter;
import dev.asyncgate.audit.AuditKind;
import dev.asyncgate.engine.Inspector;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The place of who did what, from where, and what was refused: the newest on top. */
public final class AuditTrail {

    private static final String BULK = "bulk ";

    private AuditTrail() {}

    /** Made for a tenant. */
    public static ListPlace<?, ?> place(PlaceContext context, Inspector inspector) {
        return list(context, inspector);
    }

    static ListPlace<AuditFilter, AuditEvent> list(PlaceContext context, Inspector inspector) {
        Texts texts = context.texts();
        var inspected = new AuditInspector(context);
        return new ListPlace<>(
                context,
                new ListShape<>(
                        PlaceId.AUDIT,
                        new AuditReads(inspector),
                        AuditFilter.ALL,
                        AuditQuery::read,
                        Arrays.stream(AuditKind.values())
                                .map(AuditKind::wireName)
                                .toList(),
                        filter -> filter.kind() == null ? null : filter.kind().wireName(),
                        rows -> columns(texts),
                        inspected::show,
                        List.of(Action.of(
                                texts.text("audit.to_keys"),
                                () -> context.navigator().go(new Destination.ShowPlace(PlaceId.GATEWAY))))));
    }

    /** {@code kind:id} of whoever acted. */
    static String actor(AuditEvent event) {
        return event.actorKind() + ":" + event.actorId();
    }

    private static List<Column<AuditEvent>> columns(Texts texts) {
        return List.of(
                Column.stamp(texts, texts.text("audit.fact.at"), 160, AuditEvent::at, "first"),
                Column.text(texts.text("audit.fact.actor"), 120, AuditTrail::actor),
                Column.mono(
                        texts.text("audit.fact.address"),
                        100,
                        it -> Objects.requireNonNullElse(it.address(), "–"),
                        Styles.MUTED),
                Column.text(texts.text("audit.column_operation"), 124, AuditEvent::operation),
                Column.mono(texts.text("audit.column_on"), 116, AuditTrail::on, Styles.MUTED),
                outcome(texts),
                Column.text(
                        texts.text("audit.fact.reason"),
                        160,
                        it -> Objects.requireNonNullElse(it.reason(), ""),
                        Styles.MUTED));
    }

    private static Column<AuditEvent> outcome(Texts texts) {
        return Column.of(texts.text("audit.column_outcome"), 214, (cell, event) -> {
            String code = event.code();
            cell.setText(code == null ? texts.text("audit." + event.kind().wireName()) : code);
            if (code != null) {
                cell.getStyleClass().add(Styles.WARN);
            }
        });
    }

    /** What it was done to: the task, else the lease, the receipt or what it names. */
    private static String on(AuditEvent event) {
        Optional<UUID> id = Stream.of(event.taskId(), event.leaseId(), event.receiptId())
                .filter(Objects::nonNull)
                .findFirst();
        return id.map(ShortId::of).orElseGet(() -> shortened(Objects.requireNonNullElse(event.subject(), "")));
    }

    /** An operation on many is named by its id. */
    private static String shortened(String subject) {
        return subject.startsWith(BULK) ? BULK + ShortId.of(subject) : subject;
    }
}
