package dev.asyncgate.app.receipt;

import dev.asyncgate.app.shell.Gaps;
import dev.asyncgate.app.shell.Stamp;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.ShortId;
import dev.asyncgate.receipt.Receipt;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/** What inspectors of receipts, obligations and events are put together from. For the FX thread only. */
public final class Pieces {

    /** More of a body than this is not shown at once. */
    static final int MOST_TOKENS = 3_000;

    private final Texts texts;

    public Pieces(Texts texts) {
        this.texts = texts;
    }

    /** Of what these pieces are dressed in. */
    public static String stylesheet() {
        return Objects.requireNonNull(Pieces.class.getResource("/dev/asyncgate/ui/receipt/receipt.css"))
                .toExternalForm();
    }

    public Label label(String text, String... styles) {
        var label = new Label(text);
        label.getStyleClass().addAll(styles);
        return label;
    }

    /** A label over as many lines as it needs. */
    public Label sentence(String text, String... styles) {
        Label sentence = label(text, styles);
        sentence.setWrapText(true);
        sentence.setMinHeight(Region.USE_PREF_SIZE);
        return sentence;
    }

    /** An instant, also told in other ways. */
    public Label stamp(Instant instant, String words) {
        Label stamp = label(words, Styles.VALUE, Styles.MONO);
        Stamp.put(texts, stamp, instant);
        return stamp;
    }

    public Label key(String textKey) {
        return label(texts.text(textKey), Styles.KEY);
    }

    public Label count(int count) {
        return label(Integer.toString(count), Styles.TINY, Styles.SUBTLE);
    }

    Tooltip tip(String text) {
        return new Tooltip(text);
    }

    /** Keys and values in turn. */
    public Node keyValues(List<Node> cells) {
        var grid = new GridPane();
        grid.getStyleClass().add(Styles.KEY_VALUES);
        for (int i = 0; i < cells.size(); i++) {
            grid.add(cells.get(i), i % 2, i / 2);
        }
        var section = new VBox(grid);
        section.getStyleClass().add(Styles.SECTION);
        return section;
    }

    public Node section(String titleKey, Node aside, Node content) {
        var title = new HBox(label(texts.text(titleKey), Styles.SECTION_TITLE), Gaps.grow(), aside);
        title.getStyleClass().add("section-line");
        var section = new VBox(title, content);
        section.getStyleClass().add(Styles.SECTION);
        return section;
    }

    /** Mark, title and id of what is inspected, and a way to inspect nothing. */
    public Node head(Node mark, String title, UUID id, Runnable close) {
        var name = label(title, Styles.INSPECTOR_TITLE);
        name.setGraphic(mark);
        var button = new Button(null, Glyphs.icon("close", 12));
        button.getStyleClass().addAll(Styles.FLAT, Styles.ICON_BUTTON);
        button.setAccessibleText(texts.text("receipts.close"));
        button.setOnAction(event -> close.run());
        var idLabel = label(id.toString(), Styles.MONO, Styles.TINY, Styles.MUTED);
        var head = new VBox(
                line("section-line", name, Gaps.grow(), button),
                line("inspector-id", idLabel, copyButton("receipts.copy_id", id::toString)));
        head.getStyleClass().add(Styles.INSPECTOR_HEAD);
        return head;
    }

    /** A receipt by mark, type and short id, which leads to it. */
    public Node receiptLine(Receipt receipt, String note, Consumer<UUID> select) {
        UUID id = receipt.receiptId();
        String type = receipt.type().wireName();
        return line(
                "receipt-line",
                Glyphs.receipt(type, 14),
                label(type, Styles.SMALL),
                idLink(id, () -> select.accept(id)),
                Gaps.grow(),
                label(note, Styles.SMALL, Styles.MUTED));
    }

    /** A parent that the graph does not hold. */
    Node unknownLine(UUID id) {
        return line(
                "receipt-line",
                label(ShortId.of(id), Styles.MONO, Styles.SMALL),
                Gaps.grow(),
                label(texts.text("receipts.elsewhere"), Styles.SMALL, Styles.MUTED));
    }

    public HBox line(String style, Node... nodes) {
        var line = new HBox(nodes);
        line.getStyleClass().add(style);
        return line;
    }

    /** The last 8 digits of an id, which lead somewhere. */
    public Button idLink(UUID id, Runnable follow) {
        return link(ShortId.of(id), id.toString(), follow);
    }

    /** What leads to what it names; {@code whole} is that name, not shortened. */
    public Button link(String words, String whole, Runnable follow) {
        var link = new Button(words);
        link.setMnemonicParsing(false);
        link.getStyleClass().addAll(Styles.LINK, Styles.MONO);
        link.setOnAction(event -> follow.run());
        link.setTooltip(tip(whole));
        return link;
    }

    /** Words in which ids lead somewhere; they stand there short, in this order. */
    public TextFlow linked(String words, List<UUID> ids, Consumer<UUID> follow) {
        var flow = new TextFlow();
        int said = 0;
        for (UUID id : ids) {
            int at = words.indexOf(ShortId.of(id), said);
            if (at >= 0) {
                flow.getChildren().addAll(linkedText(words.substring(said, at)), idLink(id, () -> follow.accept(id)));
                said = at + ShortId.of(id).length();
            }
        }
        flow.getChildren().add(linkedText(words.substring(said)));
        return flow;
    }

    private static Text linkedText(String words) {
        var text = new Text(words);
        text.getStyleClass().add("linked-text");
        return text;
    }

    public Button copyButton(String textKey, Supplier<String> text) {
        var copy = new Button(null, Glyphs.icon("copy", 12));
        copy.getStyleClass().add("copy-small");
        copy.setAccessibleText(texts.text(textKey));
        copy.setTooltip(tip(texts.text(textKey)));
        copy.setOnAction(event -> copy(text.get()));
        return copy;
    }

    TextFlow json(List<JsonToken> tokens) {
        var flow = new TextFlow();
        for (JsonToken token : tokens.subList(0, Math.min(MOST_TOKENS, tokens.size()))) {
            var text = new Text(token.text());
            text.getStyleClass().addAll("json-text", token.style());
            flow.getChildren().add(text);
        }
        return flow;
    }

    public static void copy(String text) {
        var content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }
}
