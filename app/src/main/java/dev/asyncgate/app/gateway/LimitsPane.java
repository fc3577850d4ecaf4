package dev.asyncgate.app.gateway;

import dev.asyncgate.access.CallLimit;
import dev.asyncgate.app.acts.Acting;
import dev.asyncgate.app.gateway.Reading.CallerRate;
import dev.asyncgate.app.gateway.Reading.Open;
import dev.asyncgate.app.gateway.Reading.Pages;
import dev.asyncgate.app.receipt.Pieces;
import dev.asyncgate.app.shell.Gaps;
import dev.asyncgate.app.shell.Meter;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.SectionRow;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** How often may be called and who calls, beside the pages of other origins that may. For the FX thread only. */
final class LimitsPane extends HBox {

    private static final double METER = 72;

    /** About as wide as each half is: its sentences are as high as they are wrapped. */
    private static final double HALF = 400;

    private static final int MOST_RATES = 4;

    private final PlaceContext context;
    private final Acting acting;
    private final GatewayViewModel viewModel;
    private final Pieces pieces;
    private final SectionRow head;
    private final VBox rates = new VBox();
    private final FlowPane origins = new FlowPane(8, 6);
    private final Label pages = new Label();
    private final Label refused = new Label();
    private final Button allowLast = new Button();
    private @Nullable Reading last;

    LimitsPane(PlaceContext context, Acting acting, GatewayViewModel viewModel) {
        this.context = context;
        this.acting = acting;
        this.viewModel = viewModel;
        this.pieces = new Pieces(context.texts());
        var limit = new Button(text("edit_limit"));
        limit.getStyleClass().add(Styles.LINK);
        limit.setDisable(acting.environment().isReadOnly());
        limit.setOnAction(event -> askForLimit());
        head = new SectionRow(text("rates"), limit);
        var more = new Button(text("allow_origin"));
        more.getStyleClass().add(Styles.LINK);
        more.setOnAction(event -> askForOrigin(""));
        rates.getStyleClass().add("gateway-rates");
        var left = new VBox(head, rates);
        var right = new VBox(new SectionRow(text("origins"), more), origins());
        right.getStyleClass().add("gateway-right");
        for (VBox half : List.of(left, right)) {
            half.setPrefWidth(HALF);
            HBox.setHgrow(half, Priority.ALWAYS);
        }
        getStyleClass().add("gateway-halves");
        getChildren().setAll(left, right);
    }

    /** Shows who has called lately, what each has left, and which pages may call. */
    void tell(Reading now) {
        if (last == null || !last.pages().equals(now.pages())) {
            tellOrigins(now.pages());
        }
        tellRefused(now);
        last = now;
        CallLimit common = now.commonLimit();
        head.note(text(
                now.limits().tenant() == null ? "rates_standard" : "rates_tenant",
                common.calls(),
                common.window().toSeconds()));
        List<CallerRate> callers = now.rates();
        rates.getChildren()
                .setAll(callers.stream().limit(MOST_RATES).map(this::rate).toList());
        if (callers.isEmpty()) {
            rates.getChildren().setAll(pieces.label(text("no_rates"), Styles.SMALL, Styles.MUTED));
        }
    }

    private Node rate(CallerRate rate) {
        int used = rate.rate().calls() - rate.rate().remaining();
        long refill = Math.max(
                0,
                Duration.between(now(), rate.at().plus(rate.rate().untilReset()))
                        .toSeconds());
        Label refused = whole(rate.refused() == 0 ? "" : text("refused", rate.refused()), Styles.BAD);
        return pieces.line(
                "gateway-rate",
                pieces.label(rate.name(), Styles.MONO, Styles.SMALL, "gateway-rate-name"),
                whole(text(rate.isKey() ? "rate_key" : "rate_address"), Styles.MUTED),
                new Meter(METER, (double) used / rate.rate().calls(), rate.style(now())),
                whole(text("used_of", used, rate.rate().calls()), Styles.MONO),
                whole(text("refill", refill), Styles.MUTED),
                Gaps.grow(),
                refused);
    }

    /** Beside a name that gives way. */
    private Label whole(String words, String style) {
        Label label = pieces.label(words, Styles.SMALL, style);
        label.setMinWidth(USE_PREF_SIZE);
        return label;
    }

    private Node origins() {
        pages.getStyleClass().addAll(Styles.SMALL, Styles.MUTED);
        pages.setWrapText(true);
        pages.setMinHeight(USE_PREF_SIZE);
        refused.getStyleClass().add(Styles.SMALL);
        allowLast.setText(text("allow_last"));
        allowLast.getStyleClass().add(Styles.LINK);
        allowLast.setMinWidth(USE_PREF_SIZE);
        HBox turnedAway = pieces.line("gateway-rate", refused, allowLast);
        turnedAway.managedProperty().bind(turnedAway.visibleProperty());
        turnedAway.visibleProperty().bind(refused.textProperty().isNotEmpty());
        var box = new VBox(6, origins, pages, turnedAway);
        box.getStyleClass().add("gateway-origins");
        return box;
    }

    private void tellOrigins(Pages now) {
        origins.getChildren().clear();
        for (URI origin : now.origins()) {
            var remove = new Button(null, Glyphs.icon("close", 10));
            remove.getStyleClass().add("copy-small");
            remove.setAccessibleText(text("refuse_origin", origin));
            remove.setTooltip(new Tooltip(text("refuse_origin", origin)));
            remove.setOnAction(event -> viewModel.refuse(origin));
            origins.getChildren()
                    .add(pieces.line(
                            "gateway-address", pieces.label(origin.toString(), Styles.MONO, Styles.SMALL), remove));
        }
        String why = now.asTheSettingsSay() ? "origins_of_settings" : "origins_until_end";
        pages.setText(text(now.origins().isEmpty() ? "no_origins" : "origins_note") + " " + text(why));
    }

    private void tellRefused(Reading now) {
        Open open = now.open();
        String origin = open == null ? "" : open.lastRefusedOrigin();
        boolean isAllowedNow =
                now.pages().origins().stream().anyMatch(it -> it.toString().equalsIgnoreCase(origin));
        refused.setText(
                open == null || open.pagesRefused() == 0 ? "" : text("pages_refused", open.pagesRefused(), origin));
        allowLast.setVisible(!isAllowedNow);
        allowLast.setOnAction(event -> askForOrigin(origin));
    }

    private void askForOrigin(String origin) {
        acting.dialogs().show(new OriginDialog(context.texts(), acting, origin, allowed -> {
            viewModel.allow(allowed);
            acting.dialogs().close();
        }));
    }

    private void askForLimit() {
        Reading now = last;
        if (now != null) {
            acting.dialogs()
                    .show(new LimitDialog(
                            context.texts(),
                            acting,
                            now.commonLimit(),
                            (limit, refused) -> viewModel.setLimit(null, limit, acting.dialogs()::close, refused)));
        }
    }

    private Instant now() {
        return context.clock().instant();
    }

    private String text(String key, Object... values) {
        return context.texts().text("gateway." + key, values);
    }
}
