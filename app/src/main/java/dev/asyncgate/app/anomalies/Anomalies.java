package dev.asyncgate.app.anomalies;

import dev.asyncgate.app.receipt.ReceiptColumns;
import dev.asyncgate.app.rows.Column;
import dev.asyncgate.app.rows.ListPlace;
import dev.asyncgate.app.rows.ListShape;
import dev.asyncgate.app.rows.RowsViewModel;
import dev.asyncgate.app.shell.Action;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.Durations;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.receipt.Receipt;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** The place of what the engine found odd, the newest on top. */
public final class Anomalies {

    private Anomalies() {}

    /** Made for a tenant. */
    public static ListPlace<?, ?> place(PlaceContext context, Inspector inspector) {
        return list(context, inspector);
    }

    static ListPlace<AnomalyQuery, Receipt> list(PlaceContext context, Inspector inspector) {
        Texts texts = context.texts();
        var inspected = new AnomalyInspector(context);
        return new ListPlace<>(
                context,
                new ListShape<>(
                        PlaceId.ANOMALIES,
                        new AnomalyReads(inspector),
                        AnomalyQuery.ALL,
                        AnomalyQuery::read,
                        Arrays.stream(AnomalyKind.values())
                                .map(AnomalyKind::wireName)
                                .toList(),
                        query -> query.kind() == null ? null : query.kind().wireName(),
                        rows -> columns(texts, rows),
                        inspected::show,
                        List.of(Action.of(
                                texts.text("anomalies.to_faults"),
                                () -> context.navigator().go(new Destination.ShowPlace(PlaceId.DEMO))))));
    }

    /** The name of its kind; what the receipt says itself where the kind is not known. */
    static String title(Texts texts, Receipt receipt) {
        AnomalyKind kind = AnomalyKind.of(receipt);
        String said = AnomalyKind.wireName(receipt);
        return kind == AnomalyKind.OTHER && !said.isEmpty() ? said : texts.text("anomalies." + kind.wireName());
    }

    private static List<Column<Receipt>> columns(Texts texts, RowsViewModel<AnomalyQuery, Receipt> rows) {
        var of = new ReceiptColumns<Receipt>(texts, Function.identity());
        return List.of(
                Column.of(
                        texts.text("anomalies.column_kind"),
                        226,
                        (cell, receipt) -> {
                            cell.setText(title(texts, receipt));
                            cell.setGraphic(Glyphs.receipt(receipt.type().wireName(), 13));
                        },
                        "first"),
                Column.<Receipt>mono(texts.text("anomalies.column_age"), 76, it -> age(it, rows), "align-right")
                        .ticks(),
                Column.stamp(texts, texts.text("anomalies.column_stored"), 176, it -> it.createdAt(), Styles.MUTED),
                of.to(124),
                of.task(90),
                Column.text(
                        texts.text("anomalies.column_meaning"),
                        250,
                        it -> texts.text("anomalies." + AnomalyKind.of(it).wireName() + ".meaning"),
                        Styles.MUTED));
    }

    private static String age(Receipt receipt, RowsViewModel<?, ?> rows) {
        return Durations.age(
                Duration.between(receipt.createdAt(), rows.nowProperty().get()));
    }
}
