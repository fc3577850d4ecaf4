package dev.asyncgate.app.shell;

import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.Instants;
import java.time.Instant;
import java.util.function.Supplier;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Control;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/** An instant beside its words: how long ago, by the zone chosen and in UTC under the pointer, and to be copied. */
public final class Stamp {

    private Stamp() {}

    /** Has a control tell an instant in every way. */
    public static void put(Texts texts, Control control, Instant instant) {
        if (control.getTooltip() instanceof Tip tip) {
            tip.instant = instant;
            return;
        }
        var tip = new Tip(instant);
        tip.setOnShowing(event -> tip.setText(words(texts, tip.instant)));
        control.setTooltip(tip);
        control.setContextMenu(new ContextMenu(
                item(texts.text("stamp.copy_utc"), () -> Instants.utc(tip.instant)),
                item(texts.text("stamp.copy_whole"), () -> Instants.whole(tip.instant)),
                item(texts.text("stamp.copy_all"), () -> words(texts, tip.instant))));
    }

    /** Rows come and go below one cell. */
    private static final class Tip extends Tooltip {

        private Instant instant;

        Tip(Instant instant) {
            this.instant = instant;
        }
    }

    /** No more. */
    public static void take(Control control) {
        control.setTooltip(null);
        control.setContextMenu(null);
    }

    /** Three lines. */
    static String words(Texts texts, Instant instant) {
        return texts.text("stamp.ago", Instants.age(instant)) + "\n" + Instants.whole(instant) + "\n"
                + Instants.utc(instant);
    }

    private static MenuItem item(String words, Supplier<String> text) {
        var item = new MenuItem(words);
        item.setOnAction(event -> {
            var content = new ClipboardContent();
            content.putString(text.get());
            Clipboard.getSystemClipboard().setContent(content);
        });
        return item;
    }
}
