package dev.asyncgate.app.receipt;

import dev.asyncgate.app.acts.Act;
import dev.asyncgate.app.acts.Acting;
import dev.asyncgate.app.acts.ActsViewModel;
import dev.asyncgate.app.acts.Done;
import dev.asyncgate.app.receipt.DeliveryViewModel.Told;
import dev.asyncgate.app.shell.ErrorNote;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.Instants;
import dev.asyncgate.receiptgate.FindDelivery.Undelivered;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javafx.scene.Node;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Says how the delivery of a receipt stands, and what can be done about it. For the FX thread only. */
final class DeliverySection {

    private final Texts texts;
    private final Pieces pieces;
    private final Acting acting;
    private final ActsViewModel acts;

    DeliverySection(Texts texts, Pieces pieces, Acting acting, ActsViewModel acts) {
        this.texts = texts;
        this.pieces = pieces;
        this.acting = acting;
        this.acts = acts;
    }

    /** Null for what is not known yet. */
    Node of(@Nullable Told told) {
        return switch (told) {
            case null -> new VBox();
            case Told.NotDelivered(UUID id, Undelivered.Waiting it) ->
                facts(
                        it.attempts() == 0 ? "waiting" : "again",
                        it.attempts(),
                        "next",
                        pieces.stamp(it.nextAttemptAt(), Instants.second(it.nextAttemptAt())),
                        it.lastError());
            case Told.NotDelivered(UUID id, Undelivered.Parked it) ->
                facts(
                        "parked",
                        it.attempts(),
                        "parked_at",
                        pieces.stamp(it.parkedAt(), Instants.second(it.parkedAt())),
                        it.lastError());
            case Told.StaysHere it -> sentence("stays_here");
            case Told.NoReceiptGate it -> sentence("none");
            case Told.Gone it -> sentence("gone");
            case Told.Unknown it -> {
                var holder = new VBox(ErrorNote.of(texts, it.failure()));
                holder.getStyleClass().add(Styles.SECTION);
                yield holder;
            }
        };
    }

    private Node sentence(String key) {
        var section = new VBox(pieces.sentence(text(key), Styles.SMALL, Styles.MUTED));
        section.getStyleClass().add(Styles.SECTION);
        return section;
    }

    private Node facts(String key, int attempts, String when, Node stamp, @Nullable String lastError) {
        var rows = new ArrayList<Node>(List.of(
                pieces.key("receipts.delivery.attempts"),
                pieces.label(Integer.toString(attempts), Styles.VALUE, Styles.MONO),
                pieces.key("receipts.delivery." + when),
                stamp));
        if (lastError != null) {
            rows.addAll(List.of(pieces.key("receipts.delivery.reason"), pieces.sentence(lastError, Styles.VALUE)));
        }
        return new VBox(sentence(key), pieces.keyValues(rows));
    }

    /** What can be done about it: what is parked is tried again. That is called back by nothing, but harms nothing. */
    List<Act> acts(@Nullable Told told) {
        if (!(told instanceof Told.NotDelivered(UUID id, Undelivered.Parked parked))) {
            return List.of();
        }
        String whyNot = acting.environment().isReadOnly() ? texts.text("act.read_only") : null;
        return List.of(new Act(
                "retry",
                text("retry"),
                whyNot,
                text("retry_help"),
                () -> acts.act(() -> {
                    acting.operator().retryParkedReceipt(id);
                    return Done.of(text("retried"));
                })));
    }

    private String text(String key) {
        return texts.text("receipts.delivery." + key);
    }
}
