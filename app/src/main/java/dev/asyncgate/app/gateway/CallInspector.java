package dev.asyncgate.app.gateway;

import dev.asyncgate.app.json.JsonDocument;
import dev.asyncgate.app.json.JsonView;
import dev.asyncgate.app.receipt.Pieces;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Gaps;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.Curl;
import dev.asyncgate.app.words.Instants;
import dev.asyncgate.gateway.HeardCall;
import dev.asyncgate.gateway.HeardCall.Body;
import dev.asyncgate.json.Json;
import dev.asyncgate.receipt.Receipt;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The selected request: who made it, what came of it, and how to repeat it by hand. For the FX thread only. */
final class CallInspector {

    private static final String DATA = "data:";

    private final PlaceContext context;
    private final Texts texts;
    private final Pieces pieces;
    private final VBox root = new VBox();

    CallInspector(PlaceContext context) {
        this.context = context;
        this.texts = context.texts();
        this.pieces = new Pieces(texts);
        root.getStyleClass().addAll(Styles.INSPECTOR, "receipt-inspector");
        root.getStylesheets()
                .addAll(
                        Pieces.stylesheet(),
                        Objects.requireNonNull(getClass().getResource("/dev/asyncgate/ui/gateway/gateway.css"))
                                .toExternalForm());
    }

    /** The inspector with that request in it. */
    Parent show(CallLine line, URI gateway, boolean keyed, Runnable close) {
        HeardCall call = line.call();
        var sections = new VBox(facts(call), receipts(line), curl(call, gateway, keyed));
        if (!call.body().isEmpty()) {
            sections.getChildren().add(content("body", call.body().beginning(), call.body()));
        }
        if (!call.answer().isEmpty()) {
            sections.getChildren().add(content("answer", message(call.answer().beginning()), call.answer()));
        }
        var content = new ScrollPane(sections);
        content.setFitToWidth(true);
        VBox.setVgrow(content, Priority.ALWAYS);
        root.getChildren().setAll(head(line, close), content, foot(line));
        return root;
    }

    private Node head(CallLine line, Runnable close) {
        Label status = pieces.label(Integer.toString(line.call().status()), Styles.MONO, Styles.TAG);
        status.getStyleClass().add(line.isRefused() ? Styles.BAD : Styles.GOOD);
        Label title = pieces.label(line.way() + " " + line.name(), Styles.INSPECTOR_TITLE);
        title.setMinWidth(0);
        HBox.setHgrow(title, Priority.SOMETIMES);
        var button = new Button(null, Glyphs.icon("close", 12));
        button.getStyleClass().addAll(Styles.FLAT, Styles.ICON_BUTTON);
        button.setAccessibleText(texts.text("receipts.close"));
        button.setOnAction(event -> close.run());
        String trace = line.call().traceId();
        var head = new VBox(
                pieces.line("section-line", status, title, Gaps.grow(), button),
                pieces.line(
                        "inspector-id",
                        pieces.label(text("trace", trace), Styles.MONO, Styles.TINY, Styles.MUTED),
                        pieces.copyButton("gateway.copy", () -> trace)));
        head.getStyleClass().addAll(Styles.INSPECTOR_HEAD, "call-head");
        return head;
    }

    private Node facts(HeardCall call) {
        List<Node> cells = new ArrayList<>();
        add(cells, "at", Instants.date(call.at()), true);
        add(cells, "key", call.keyName().isEmpty() ? text("no_key") : call.keyName(), false);
        add(cells, "address", call.address(), true);
        add(cells, "took", text("took", call.took().toNanos() / 1e6), true);
        HeardCall.Rate rate = call.rate();
        if (rate != null) {
            add(
                    cells,
                    "left",
                    text(
                            "left",
                            rate.remaining(),
                            rate.calls(),
                            rate.untilReset().toSeconds()),
                    false);
        }
        return pieces.keyValues(cells);
    }

    private void add(List<Node> cells, String key, String value, boolean mono) {
        cells.add(pieces.key("gateway.fact_" + key));
        Label label = pieces.label(value, Styles.VALUE);
        if (mono) {
            label.getStyleClass().add(Styles.MONO);
        }
        cells.add(label);
    }

    private Node receipts(CallLine line) {
        var lines = new VBox();
        for (Receipt receipt : line.receipts()) {
            lines.getChildren().add(pieces.receiptLine(receipt, "", id -> go(receipt)));
        }
        if (line.receipts().isEmpty()) {
            lines.getChildren().add(pieces.sentence(text("no_receipts"), Styles.SMALL, Styles.MUTED));
        }
        return pieces.section("gateway.receipts", pieces.count(line.receipts().size()), lines);
    }

    private void go(Receipt receipt) {
        UUID task = receipt.taskId();
        if (task != null) {
            context.navigator().go(new Destination.ShowReceipt(receipt.receiptId(), task));
        }
    }

    private Node curl(HeardCall call, URI gateway, boolean keyed) {
        String words = again(call, new Curl(gateway, keyed));
        Label code = pieces.sentence(words, Styles.CODE);
        code.setMaxWidth(Double.MAX_VALUE);
        Label note = pieces.sentence(
                text(
                        call.body().isWhole() ? "curl_note" : "curl_cut",
                        call.body().bytes()),
                Styles.SMALL,
                Styles.MUTED);
        return pieces.section(
                "gateway.curl", pieces.copyButton("gateway.copy_curl", () -> words), new VBox(6, code, note));
    }

    /** What was too long to be kept is read from a file. */
    static String again(HeardCall call, Curl curl) {
        Body body = call.body();
        String data = body.isWhole() ? body.beginning() : "@body.json";
        return curl.of(call.method(), call.target(), call.contentType(), body.isEmpty() ? null : data);
    }

    /** What is no JSON, or only its beginning, stands as it was sent. */
    private Node content(String key, String words, Body of) {
        if (of.isWhole() && Json.check(words) instanceof Json.Check.Ok(Json json)) {
            return new JsonView(texts, text(key), JsonDocument.of(json));
        }
        Label code = pieces.sentence(words, Styles.CODE);
        code.setMaxWidth(Double.MAX_VALUE);
        String size = text(of.isWhole() ? "bytes" : "bytes_cut", of.bytes());
        return pieces.section("gateway." + key, pieces.label(size, Styles.TINY, Styles.SUBTLE), code);
    }

    /** Over MCP an answer is an event of a stream, and the message is its data. */
    private static String message(String answer) {
        String data = answer.lines()
                .filter(line -> line.startsWith(DATA))
                .map(line -> line.substring(DATA.length()).strip())
                .collect(Collectors.joining("\n"));
        return data.isEmpty() ? answer : data;
    }

    private Node foot(CallLine line) {
        HBox foot = pieces.line(Styles.INSPECTOR_FOOT);
        line.receipts().stream()
                .filter(receipt -> receipt.taskId() != null)
                .findFirst()
                .ifPresent(receipt -> {
                    UUID task = Objects.requireNonNull(receipt.taskId());
                    var show = new Button(text("show_in_receipts"));
                    show.setOnAction(event -> go(receipt));
                    var open = new Button(text("open_task"));
                    open.setOnAction(event -> context.navigator().go(new Destination.ShowTask(task)));
                    foot.getChildren().addAll(show, open);
                });
        foot.setVisible(!foot.getChildren().isEmpty());
        foot.setManaged(foot.isVisible());
        return foot;
    }

    private String text(String key, Object... values) {
        return texts.text("gateway." + key, values);
    }
}
