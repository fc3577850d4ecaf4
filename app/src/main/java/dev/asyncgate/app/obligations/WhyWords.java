package dev.asyncgate.app.obligations;

import static dev.asyncgate.app.theme.CheckMark.DOES_NOT;
import static dev.asyncgate.app.theme.CheckMark.HOLDS;
import static dev.asyncgate.app.theme.CheckMark.NOT_YET;

import dev.asyncgate.app.obligations.Evidence.Way;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.theme.CheckMark;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.Durations;
import dev.asyncgate.app.words.Instants;
import dev.asyncgate.app.words.ShortId;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.receipt.ReceiptType;
import dev.asyncgate.receipt.Why;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Says why an obligation stands as it does: in a few words, with its evidence, and what to do about it. */
final class WhyWords {

    private final Texts texts;

    WhyWords(Texts texts) {
        this.texts = texts;
    }

    /** As a column of the list says it. */
    String brief(Why why, Instant now) {
        return switch (why) {
            case Why.Queued(int ends) -> ends == 0 ? text("queued") : text("queued_again", ends);
            case Why.NotYetEligible(Instant until, int attempt) ->
                text(attempt == 0 ? "later" : "retry", in(now, until));
            case Why.TypePaused it -> text("paused", day(it.since(), now));
            case Why.Held it -> text("held");
            case Why.Claimed it -> text("claimed", it.workerId());
            case Why.InProgress it -> text("in_progress", it.workerId());
            case Why.Unproven it -> text("unproven");
            case Why.ScheduleActive it -> text("schedule_active");
            case Why.Discharged it -> text("discharged", it.type().wireName());
            case Why.Unexplained it -> text("unexplained");
        };
    }

    /** The sentence at the head of the inspector. */
    String verdict(Why why) {
        return switch (why) {
            case Why.Discharged it -> text("verdict.discharged");
            case Why.Unproven it -> text("verdict.unproven");
            case Why.ScheduleActive it -> text("verdict.schedule");
            case Why.Unexplained it -> text("verdict.unexplained");
            default -> text("verdict.no_terminator");
        };
    }

    /** More about the verdict. */
    String verdictNote(Why why) {
        return switch (why) {
            case Why.Discharged it -> text("note.discharged");
            case Why.Unproven it -> text("note.unproven");
            case Why.ScheduleActive it -> text("note.schedule");
            case Why.Unexplained it -> text("note.unexplained");
            default -> text("note.no_terminator");
        };
    }

    /** What the reader can do now. */
    String advice(Why why) {
        return switch (why) {
            case Why.Queued it -> text("advice.queued");
            case Why.NotYetEligible it -> text("advice.not_yet");
            case Why.TypePaused it -> text("advice.paused");
            case Why.Held it -> text("advice.held");
            case Why.Claimed it -> text("advice.working", it.workerId());
            case Why.InProgress it -> text("advice.working", it.workerId());
            case Why.Unproven it -> text("advice.unproven", it.workerId());
            case Why.ScheduleActive it -> text("advice.schedule");
            case Why.Discharged it -> text("advice.discharged");
            case Why.Unexplained it -> text("advice.unexplained");
        };
    }

    /** Line by line, what speaks for the discharge and what is missing. */
    List<Evidence> evidence(ObligationDossier dossier, Instant now) {
        Why why = dossier.explained().why();
        Receipt obligation = dossier.explained().obligation();
        return switch (why) {
            case Why.Discharged it -> discharged(dossier, it);
            case Why.Unproven it -> unproven(dossier, it);
            case Why.ScheduleActive it ->
                List.of(line(
                        NOT_YET,
                        "no_deletion",
                        text("ev.no_deletion_note", ShortId.of(it.scheduleId())),
                        new Way(it.scheduleId(), new Destination.ShowSchedule(it.scheduleId()))));
            case Why.Unexplained it -> List.of(line(DOES_NOT, "contradiction", text("ev.contradiction_note")));
            default ->
                List.of(
                        line(NOT_YET, "no_terminator", text("ev.no_terminator_note")),
                        state(why, now),
                        age(obligation, now));
        };
    }

    private List<Evidence> discharged(ObligationDossier dossier, Why.Discharged it) {
        Receipt obligation = dossier.explained().obligation();
        Duration open = Duration.between(obligation.createdAt(), it.at());
        return List.of(
                line(
                        HOLDS,
                        "terminator",
                        text(
                                "ev.receipt_note",
                                it.type().wireName(),
                                ShortId.of(it.receiptId()),
                                Instants.near(it.at())),
                        receipts(dossier, List.of(it.receiptId()))),
                line(
                        HOLDS,
                        "edge",
                        text("ev.edge_note", obligation.type().wireName(), ShortId.of(obligation.receiptId())),
                        receipts(dossier, List.of(obligation.receiptId()))),
                line(HOLDS, "open_for", Durations.words(open)));
    }

    private List<Evidence> unproven(ObligationDossier dossier, Why.Unproven it) {
        Optional<Receipt> completed = onPath(dossier, it.completedReceiptId());
        String parents = completed.map(receipt -> parents(dossier, receipt)).orElse("");
        boolean reported = dossier.path().stream().anyMatch(receipt -> receipt.type() == ReceiptType.SYSTEM_ANOMALY);
        return List.of(
                line(
                        HOLDS,
                        "terminator",
                        text(
                                "ev.receipt_note",
                                ReceiptType.TASK_COMPLETED.wireName(),
                                ShortId.of(it.completedReceiptId()),
                                Instants.near(it.at())),
                        receipts(dossier, List.of(it.completedReceiptId()))),
                line(
                        DOES_NOT,
                        "no_edge",
                        text("ev.no_edge_note", parents),
                        receipts(dossier, completed.map(Receipt::parents).orElse(List.of()))),
                line(DOES_NOT, "not_located", text("ev.not_located_note")),
                line(
                        reported ? HOLDS : DOES_NOT,
                        "reported",
                        text(reported ? "ev.reported_note" : "ev.not_reported_note")),
                line(NOT_YET, "no_amendment", text("ev.no_amendment_note", it.workerId())));
    }

    private Evidence state(Why why, Instant now) {
        return switch (why) {
            case Why.Queued(int ends) -> line(NOT_YET, "nobody", text("ev.nobody_note", ends));
            case Why.NotYetEligible(Instant until, int attempt) ->
                line(NOT_YET, "not_yet", text("ev.not_yet_note", Instants.date(until), in(now, until), attempt));
            case Why.TypePaused it ->
                line(DOES_NOT, "paused", said("ev.paused_note", Instants.date(it.since()), it.reason()));
            case Why.Held it -> line(DOES_NOT, "held", said("ev.held_note", "", it.reason()));
            case Why.Claimed it -> line(HOLDS, "claimed", works(it.workerId(), it.since(), it.leaseExpiresAt()));
            case Why.InProgress it -> line(HOLDS, "in_progress", works(it.workerId(), it.since(), it.leaseExpiresAt()));
            default -> throw new IllegalArgumentException("no state of a task that has not ended: " + why);
        };
    }

    private Evidence age(Receipt obligation, Instant now) {
        return line(
                NOT_YET,
                "open_since",
                text(
                        "ev.open_since_note",
                        Durations.words(Duration.between(obligation.createdAt(), now)),
                        Instants.date(obligation.createdAt())));
    }

    private String works(String worker, Instant since, Instant until) {
        return text("ev.works_note", worker, Instants.date(since), Instants.second(until));
    }

    private String said(String key, String since, @Nullable String reason) {
        return text(key, since, reason == null ? text("ev.no_reason") : reason);
    }

    private static Optional<Receipt> onPath(ObligationDossier dossier, UUID id) {
        return dossier.path().stream()
                .filter(receipt -> receipt.receiptId().equals(id))
                .findFirst();
    }

    private static String parents(ObligationDossier dossier, Receipt receipt) {
        return receipt.parents().stream()
                .map(id -> onPath(dossier, id)
                                .map(parent -> parent.type().wireName() + " ")
                                .orElse("")
                        + ShortId.of(id))
                .reduce((one, other) -> one + ", " + other)
                .orElse("");
    }

    /** Each in the graph of the obligation's task; nowhere for what concerns no task. */
    private static Way[] receipts(ObligationDossier dossier, List<UUID> ids) {
        UUID task = dossier.explained().obligation().taskId();
        return task == null
                ? new Way[0]
                : ids.stream()
                        .map(id -> new Way(id, new Destination.ShowReceipt(id, task)))
                        .toArray(Way[]::new);
    }

    private Evidence line(CheckMark mark, String key, String note, Way... ways) {
        return new Evidence(mark, text("ev." + key), note, List.of(ways));
    }

    private static String in(Instant now, Instant until) {
        return Durations.words(Duration.between(now, until));
    }

    /** The time of today, the date of any other day. */
    private static String day(Instant instant, Instant now) {
        return Duration.between(instant, now).toHours() < 24
                ? Instants.minute(instant)
                : Instants.date(instant).substring(0, 10);
    }

    private String text(String key, Object... values) {
        return texts.text("obligations." + key, values);
    }
}
