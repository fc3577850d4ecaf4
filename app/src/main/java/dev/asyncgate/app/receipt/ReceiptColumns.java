package dev.asyncgate.app.receipt;

import dev.asyncgate.app.rows.Column;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.Principals;
import dev.asyncgate.app.words.ShortId;
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
        return Column.text(
                title("from"), width, row -> Principals.of(receipt.apply(row).from()));
    }

    public Column<T> to(double width) {
        return Column.text(
                title("to"), width, row -> Principals.of(receipt.apply(row).to()), Styles.MUTED);
    }

    public Column<T> task(double width) {
        return Column.mono(
                title("task"), width, row -> shortId(receipt.apply(row).taskId()));
    }

    private static String shortId(@Nullable UUID id) {
        return id == null ? "" : ShortId.of(id);
    }

    private String title(String key) {
        return texts.text("receipts.column." + key);
    }
}
