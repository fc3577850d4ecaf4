package dev.asyncgate.app.receipt;

import dev.asyncgate.app.rows.Column;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.Principals;
import dev.asyncgate.app.words.ShortId;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.receipt.ReceiptType;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What tables of receipts have in common; {@code receipt} is that of a row. */
public final class ReceiptColumns<T> {

    private final Texts texts;
    private final Function<T, Receipt> receipt;

    public ReceiptColumns(Texts texts, Function<T, Receipt> receipt) {
        this.texts = texts;
        this.receipt = receipt;
    }

    /** The mark of the type, and the type; amber where it says that something is wrong. */
    public Column<T> type(double width) {
        return Column.of(title("type"), width, (cell, row) -> {
            ReceiptType type = receipt.apply(row).type();
            cell.setText(type.wireName());
            cell.setGraphic(Glyphs.receipt(type.wireName(), 13));
            if (type == ReceiptType.SYSTEM_ANOMALY) {
                cell.getStyleClass().add(Styles.WARN);
            }
        });
    }

    public Column<T> from(double width) {
        return principal("from", width, Receipt::from);
    }

    public Column<T> to(double width) {
        return principal("to", width, Receipt::to, Styles.MUTED);
    }

    /** Its short id, in the colour of what leads somewhere. */
    public Column<T> task(double width) {
        return Column.mono(
                title("task"), width, row -> shortId(receipt.apply(row).taskId()), Styles.ACCENT_TEXT);
    }

    /** The short id of the lease under which it was written. */
    public Column<T> lease(double width) {
        return Column.mono(
                title("lease"), width, row -> shortId(receipt.apply(row).leaseId()), Styles.MUTED);
    }

    /** Its own short id. */
    public Column<T> id(double width) {
        return Column.mono(
                title("id"), width, row -> ShortId.of(receipt.apply(row).receiptId()), Styles.MUTED);
    }

    /** Where the engine speaks for itself, or is spoken to, the name steps back. */
    private Column<T> principal(String key, double width, Function<Receipt, Principal> who, String... styles) {
        return Column.of(
                title(key),
                width,
                (cell, row) -> {
                    Principal principal = who.apply(receipt.apply(row));
                    cell.setText(Principals.of(principal));
                    if (principal.isInternal()) {
                        cell.getStyleClass().add(Styles.SUBTLE);
                    }
                },
                styles);
    }

    private static String shortId(@Nullable UUID id) {
        return id == null ? "" : ShortId.of(id);
    }

    private String title(String key) {
        return texts.text("receipts.column." + key);
    }
}
