package dev.asyncgate.app.gateway;

import dev.asyncgate.access.ApiKey;
import dev.asyncgate.access.CallLimit;
import dev.asyncgate.access.CreatedKey;
import dev.asyncgate.app.acts.ActStrip;
import dev.asyncgate.app.acts.Acting;
import dev.asyncgate.app.acts.Confirmation;
import dev.asyncgate.app.acts.Confirmation.Fact;
import dev.asyncgate.app.acts.Done;
import dev.asyncgate.app.gateway.Reading.CallerRate;
import dev.asyncgate.app.gateway.Reading.Open;
import dev.asyncgate.app.receipt.Pieces;
import dev.asyncgate.app.rows.Column;
import dev.asyncgate.app.rows.RowItem;
import dev.asyncgate.app.rows.RowsContent;
import dev.asyncgate.app.rows.RowsTable;
import dev.asyncgate.app.shell.Action;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.ErrorNote;
import dev.asyncgate.app.shell.Gaps;
import dev.asyncgate.app.shell.Messages;
import dev.asyncgate.app.shell.Meter;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.app.shell.SectionRow;
import dev.asyncgate.app.shell.Segments;
import dev.asyncgate.app.theme.CheckMark;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.words.Durations;
import dev.asyncgate.app.words.Instants;
import dev.asyncgate.app.words.ShortId;
import dev.asyncgate.gateway.Entrance;
import dev.asyncgate.receipt.Receipt;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Ties the place's FXML to its view-model. For the FX thread only. */
@SuppressWarnings({"NullAway.Init", "UnusedMethod"}) // the loader fills the fields and calls the methods
final class GatewayController {

    private static final double METER = 54;
    private static final double RATE_METER = 72;

    /** About as wide as limits and origins are: their sentences are as high as they are wrapped. */
    private static final double HALF = 400;

    /** So much of the place the keys may take before they scroll. */
    private static final double MOST_OF_KEYS = 228;

    private static final int MOST_RATES = 4;
    private static final List<Integer> KEY_WIDTHS = List.of(108, 84, 56, 232, 108, 56, 132);
    private static final Duration SOON = Duration.ofDays(7);

    private final PlaceContext context;
    private final Acting acting;
    private final List<URI> origins;
    private final GatewayViewModel viewModel;
    private final Pieces pieces;
    private final boolean readOnly;
    private final RowsTable<CallLine> table;
    private final VBox failure = new VBox();
    private final VBox addresses = new VBox();
    private final VBox secret = new VBox();
    private final VBox keys = new VBox();
    private final VBox rates = new VBox();
    private SectionRow keysHead;
    private SectionRow ratesHead;
    private SectionRow callsHead;

    @FXML
    private VBox root;

    @FXML
    private HBox state;

    @FXML
    private Label entrance;

    @FXML
    private Button listen;

    GatewayController(PlaceContext context, Acting acting, List<URI> origins, GatewayViewModel viewModel) {
        this.context = context;
        this.acting = acting;
        this.origins = List.copyOf(origins);
        this.viewModel = viewModel;
        this.pieces = new Pieces(context.texts());
        this.readOnly = acting.environment().isReadOnly();
        this.table = new RowsTable<>(text("table"), viewModel.rows(), columns());
    }

    @FXML
    private void initialize() {
        root.getStylesheets().add(Pieces.stylesheet());
        for (VBox hidden : List.of(failure, addresses, secret)) {
            hidden.managedProperty().bind(hidden.visibleProperty());
            hidden.setVisible(false);
        }
        var create = new Button(text("new_key.open"), Glyphs.icon("plus", 12));
        create.setDisable(readOnly);
        create.setOnAction(event -> askForKey());
        keysHead = new SectionRow(text("keys"), create);
        keys.getStyleClass().add("gateway-keys");
        var scroll = new ScrollPane(keys);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("gateway-keys-scroll");
        keys.heightProperty()
                .subscribe(height -> scroll.setMinHeight(Math.min(height.doubleValue() + 2, MOST_OF_KEYS)));
        var limit = new Button(text("edit_limit"));
        limit.getStyleClass().add(Styles.LINK);
        limit.setDisable(readOnly);
        limit.setOnAction(event -> askForTenantLimit());
        ratesHead = new SectionRow(text("rates"), limit);
        var left = new VBox(ratesHead, rates);
        rates.getStyleClass().add("gateway-rates");
        var right = new VBox(new SectionRow(text("origins")), origins());
        for (VBox half : List.of(left, right)) {
            half.setPrefWidth(HALF);
            HBox.setHgrow(half, Priority.ALWAYS);
        }
        right.getStyleClass().add("gateway-right");
        var halves = new HBox(left, right);
        halves.getStyleClass().add("gateway-halves");
        var queries = new Segments<>(
                List.of(CallQuery.values()),
                query -> text("query." + query.name().toLowerCase(Locale.ROOT)),
                viewModel.rows()::show);
        viewModel.rows().queryProperty().subscribe(queries::tell);
        callsHead = new SectionRow(text("calls"), queries);
        root.getChildren()
                .addAll(
                        failure,
                        addresses,
                        keysHead,
                        secret,
                        new ActStrip(context, viewModel.acts(), acting),
                        scroll,
                        halves,
                        callsHead,
                        new RowsContent(context, viewModel.rows(), table.node(), this::empty, this::filtered));
        viewModel.readingProperty().subscribe(ignored -> tell());
        viewModel.switchingProperty().subscribe(ignored -> tell());
        viewModel.startFailureProperty().subscribe(ignored -> tellFailure());
        viewModel.failureProperty().subscribe(ignored -> tellFailure());
        viewModel.createdProperty().subscribe(this::tellSecret);
    }

    void takeFocus() {
        table.takeFocus();
    }

    @FXML
    private void listen() {
        Reading now = viewModel.readingProperty().get();
        viewModel.listen(now == null || now.open() == null);
    }

    // ---- how it stands

    private void tell() {
        Reading now = viewModel.readingProperty().get();
        listen.setDisable(now == null || viewModel.switchingProperty().get());
        if (now == null) {
            return;
        }
        Open open = now.open();
        listen.setText(text(open == null ? "start" : "stop"));
        listen.setGraphic(Glyphs.icon(open == null ? "play" : "stop", 11));
        listen.getStyleClass().remove(Styles.PRIMARY);
        if (open == null) {
            listen.getStyleClass().add(Styles.PRIMARY);
        }
        state.getChildren()
                .setAll(
                        (open == null ? CheckMark.NOT_YET : CheckMark.HOLDS).glyph(13),
                        label(text(open == null ? "closed" : "listening"), Styles.SMALL, Styles.MEDIUM),
                        label(
                                open == null
                                        ? text("closed_note")
                                        : text(
                                                "listening_note",
                                                Durations.words(Duration.between(open.since(), now())),
                                                open.heard()),
                                Styles.SMALL,
                                Styles.MUTED));
        tellEntrance(open);
        tellAddresses(open);
        tellKeys(now);
        tellRates(now);
        callsHead.note(open == null ? "" : text("calls_note", now.calls().size()));
    }

    private void tellEntrance(@Nullable Open open) {
        entrance.getStyleClass().remove(Styles.WARN);
        entrance.setText(
                open == null ? "" : text("entrance." + open.entrance().name().toLowerCase(Locale.ROOT)));
        if (open != null && open.entrance() == Entrance.OPEN) {
            entrance.getStyleClass().add(Styles.WARN);
        }
    }

    private void tellAddresses(@Nullable Open open) {
        addresses.setVisible(open != null);
        if (open == null) {
            return;
        }
        String address = open.address().toString();
        addresses
                .getChildren()
                .setAll(pieces.line(
                        "gateway-addresses",
                        whole(text("rest")),
                        rest(address + "/v1"),
                        whole(text("mcp")),
                        address(address + CallLine.MCP),
                        address("asyncgate mcp"),
                        copy(text("copy_mcp"), McpHost.overHttp(open.address(), open.isKeyed()))));
    }

    private Node rest(String words) {
        Node address = address(words);
        Tooltip.install(address, new Tooltip(text("docs")));
        return address;
    }

    private static Label whole(String words) {
        Label label = label(words, Styles.SMALL, Styles.MEDIUM);
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    private Node address(String words) {
        Label address = label(words, Styles.MONO, Styles.SMALL);
        address.setMinWidth(Region.USE_PREF_SIZE);
        var box = new HBox(6, address, pieces.copyButton("gateway.copy", () -> words));
        box.setAlignment(Pos.CENTER_LEFT);
        box.getStyleClass().add("gateway-address");
        return box;
    }

    private Button copy(String words, String content) {
        var copy = new Button(words, Glyphs.icon("copy", 11));
        copy.getStyleClass().add(Styles.SMALL_BUTTON);
        copy.setMinWidth(Region.USE_PREF_SIZE);
        copy.setOnAction(event -> Pieces.copy(content));
        return copy;
    }

    private void tellFailure() {
        Exception atStart = viewModel.startFailureProperty().get();
        Exception problem = atStart == null ? viewModel.failureProperty().get() : atStart;
        failure.setVisible(problem != null);
        if (problem != null) {
            failure.getChildren().setAll(ErrorNote.of(context.texts(), problem));
        }
    }

    // ---- keys

    private void tellKeys(Reading now) {
        long live = now.keys().stream().filter(this::isLive).count();
        long unbound = now.keys().stream()
                .filter(key -> isLive(key) && !key.grant().isBound())
                .count();
        keysHead.note(text("keys_note", live, now.keys().size() - live, unbound));
        keys.getChildren().setAll(keyHead());
        now.keys().forEach(key -> keys.getChildren().add(key(key, now)));
        if (now.keys().isEmpty()) {
            keys.getChildren().setAll(label(text("no_keys"), Styles.SMALL, Styles.MUTED, "gateway-none"));
        }
    }

    private boolean isLive(ApiKey key) {
        Instant expires = key.grant().expiresAt();
        return key.revokedAt() == null && (expires == null || expires.isAfter(now()));
    }

    private Node keyHead() {
        HBox head = keyLine(
                label(text("key_name")),
                label(text("key_prefix")),
                label(text("key_role")),
                label(text("key_speaks")),
                label(text("key_expires")),
                label(text("key_heard")),
                label(text("key_calls")));
        head.getStyleClass().add("gateway-key-head");
        return head;
    }

    private Node key(ApiKey key, Reading now) {
        boolean live = isLive(key);
        Label name = label(name(key), Styles.MEDIUM);
        Label role = label(key.role().wireName());
        Label speaks = label(speaks(key));
        Label expires = label(expires(key));
        if (!live) {
            List.of(name, role, speaks, expires)
                    .forEach(it -> it.getStyleClass().add(Styles.SUBTLE));
        } else {
            if (!key.grant().isBound()) {
                speaks.getStyleClass().add(Styles.WARN);
            }
            Instant at = key.grant().expiresAt();
            if (at != null && at.isBefore(now().plus(SOON))) {
                expires.getStyleClass().add(Styles.WARN);
            }
        }
        Instant heard = now.lastHeard(key);
        HBox line = keyLine(
                name,
                label(key.prefix(), Styles.MONO, Styles.MUTED),
                role,
                speaks,
                expires,
                label(heard == null ? "–" : Durations.words(Duration.between(heard, now())), Styles.MUTED),
                calls(key, now.rateOf(key)));
        if (live && !readOnly) {
            var more = new MenuButton("", Glyphs.icon("more", 14));
            more.getStyleClass().addAll(Styles.FLAT, "more-menu");
            more.setAccessibleText(context.texts().text("act.more"));
            more.getItems()
                    .setAll(
                            act("limit", () -> askForLimit(key)),
                            act("rotate", () -> viewModel.rotate(key)),
                            act("revoke", () -> viewModel.acts().ask(revocation(key))));
            line.getChildren().addAll(Gaps.grow(), more);
        }
        return line;
    }

    private Region calls(ApiKey key, @Nullable CallerRate rate) {
        if (rate == null) {
            return label(
                    text("limit_of", key.limit().calls(), key.limit().window().toSeconds()), Styles.MONO, Styles.MUTED);
        }
        int used = rate.rate().calls() - rate.rate().remaining();
        var box = new HBox(
                8,
                new Meter(METER, (double) used / rate.rate().calls(), style(rate)),
                label(text("used_of", used, rate.rate().calls()), Styles.MONO));
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }

    private String style(CallerRate rate) {
        if (rate.isThrottled(now())) {
            return "bad";
        }
        return rate.rate().remaining() * 2 < rate.rate().calls() ? "warn" : "";
    }

    private MenuItem act(String key, Runnable run) {
        var item = new MenuItem(text("key." + key));
        item.setOnAction(event -> run.run());
        return item;
    }

    private static HBox keyLine(Region... cells) {
        var line = new HBox(cells);
        line.getStyleClass().add("gateway-key");
        for (int i = 0; i < cells.length; i++) {
            cells[i].setMinWidth(KEY_WIDTHS.get(i));
            cells[i].setMaxWidth(KEY_WIDTHS.get(i));
        }
        return line;
    }

    private String name(ApiKey key) {
        return Objects.requireNonNullElse(key.grant().name(), text("nameless"));
    }

    private String speaks(ApiKey key) {
        if (!key.grant().isBound()) {
            return text("unbound");
        }
        return Stream.concat(
                        key.grant().principals().stream()
                                .map(pattern -> pattern.kind().wireName() + ":" + pattern.id()),
                        key.grant().workerIds().stream().map(id -> "worker:" + id))
                .collect(Collectors.joining(", "));
    }

    private String expires(ApiKey key) {
        Instant revoked = key.revokedAt();
        if (revoked != null) {
            return text("revoked_at", Instants.minute(revoked));
        }
        Instant at = key.grant().expiresAt();
        if (at == null) {
            return text("never");
        }
        return at.isAfter(now()) ? text("in", Durations.age(Duration.between(now(), at))) : text("expired");
    }

    private void askForKey() {
        acting.dialogs().show(new NewKeyDialog(context.texts(), acting, context.clock(), viewModel::createKey));
    }

    private void askForLimit(ApiKey key) {
        acting.dialogs()
                .show(new LimitDialog(
                        context.texts(),
                        acting,
                        key.limit(),
                        (limit, refused) -> setLimit(key.keyId(), limit, refused)));
    }

    private void askForTenantLimit() {
        Reading now = viewModel.readingProperty().get();
        if (now != null) {
            acting.dialogs()
                    .show(new LimitDialog(
                            context.texts(),
                            acting,
                            now.commonLimit(),
                            (limit, refused) -> setLimit(null, limit, refused)));
        }
    }

    private void setLimit(@Nullable UUID keyId, @Nullable CallLimit limit, Consumer<Exception> refused) {
        viewModel.setLimit(keyId, limit, acting.dialogs()::close, refused);
    }

    private Confirmation revocation(ApiKey key) {
        String name = name(key);
        return new Confirmation(
                text("revoke.title"),
                List.of(
                        new Fact(text("revoke.scope"), name),
                        new Fact(text("key_prefix").toLowerCase(Locale.ROOT), key.prefix()),
                        new Fact(
                                text("key_role").toLowerCase(Locale.ROOT),
                                key.role().wireName())),
                List.of(text("revoke.refused"), text("revoke.audit")),
                text("revoke.lasting"),
                text("revoke.keep"),
                text("revoke.act"),
                false,
                text("revoke.reason_note"),
                acting.environment(),
                reason -> {
                    acting.operator().revokeKey(key.keyId());
                    return Done.of(text("revoke.done", name));
                });
    }

    /** The only time that a secret is seen. */
    private void tellSecret(@Nullable CreatedKey created) {
        secret.setVisible(created != null);
        secret.getChildren().clear();
        if (created == null) {
            return;
        }
        acting.dialogs().close();
        var done = new Button(text("put_away"));
        done.getStyleClass().add(Styles.SMALL_BUTTON);
        done.setMinWidth(Region.USE_PREF_SIZE);
        done.setOnAction(event -> viewModel.putAway());
        Label words = pieces.label(text("secret", name(created.key())), Styles.SMALL);
        Label text = pieces.label(created.secret(), Styles.MONO, Styles.SMALL, "gateway-secret");
        var line = new HBox(
                CheckMark.HOLDS.glyph(13), words, text, copy(text("copy_secret"), created.secret()), Gaps.grow(), done);
        line.getStyleClass().addAll(Styles.NOTE, Styles.NOTE_ACCENT, "work-note");
        secret.getChildren().setAll(line);
    }

    // ---- limits and origins

    private void tellRates(Reading now) {
        CallLimit common = now.commonLimit();
        ratesHead.note(text(
                now.limits().tenant() == null ? "rates_standard" : "rates_tenant",
                common.calls(),
                common.window().toSeconds()));
        List<CallerRate> callers = now.rates();
        rates.getChildren()
                .setAll(callers.stream().limit(MOST_RATES).map(this::rate).toList());
        if (callers.isEmpty()) {
            rates.getChildren().setAll(label(text("no_rates"), Styles.SMALL, Styles.MUTED));
        }
    }

    private Node rate(CallerRate rate) {
        int used = rate.rate().calls() - rate.rate().remaining();
        long refill = Math.max(
                0,
                Duration.between(now(), rate.at().plus(rate.rate().untilReset()))
                        .toSeconds());
        Label refused = label(rate.refused() == 0 ? "" : text("refused", rate.refused()), Styles.SMALL, Styles.BAD);
        return pieces.line(
                "gateway-rate",
                label(rate.name(), Styles.MONO, Styles.SMALL, "gateway-rate-name"),
                label(text(rate.isKey() ? "rate_key" : "rate_address"), Styles.SMALL, Styles.MUTED),
                new Meter(RATE_METER, (double) used / rate.rate().calls(), style(rate)),
                label(text("used_of", used, rate.rate().calls()), Styles.MONO, Styles.SMALL),
                label(text("refill", refill), Styles.SMALL, Styles.MUTED),
                Gaps.grow(),
                refused);
    }

    /** They are a setting, which is read at the start. */
    private Node origins() {
        var chips = new FlowPane(8, 6);
        for (URI origin : origins) {
            chips.getChildren().add(label(origin.toString(), Styles.MONO, Styles.TAG));
        }
        var box = new VBox(
                6,
                chips,
                pieces.sentence(text(origins.isEmpty() ? "no_origins" : "origins_note"), Styles.SMALL, Styles.MUTED));
        box.getStyleClass().add("gateway-origins");
        return box;
    }

    // ---- what was called

    private List<Column<CallLine>> columns() {
        return List.of(
                Column.mono(
                        text("column_time"),
                        104,
                        it -> Instants.millis(it.call().at()),
                        "first"),
                Column.mono(text("column_way"), 62, CallLine::way, Styles.MUTED),
                Column.mono(text("column_call"), 262, CallLine::name),
                Column.text(text("column_key"), 110, it -> it.call().keyName()),
                Column.of(text("column_code"), 56, this::paintStatus, Styles.MONO, "align-right"),
                Column.mono(
                        text("column_millis"),
                        62,
                        it -> text("millis", it.call().took().toNanos() / 1e6),
                        "align-right"),
                Column.of(text("column_receipts"), 298, this::paintReceipts));
    }

    private void paintStatus(TableCell<RowItem<CallLine>, CallLine> cell, CallLine it) {
        cell.setText(Integer.toString(it.call().status()));
        if (it.isRefused()) {
            cell.getStyleClass().add(Styles.BAD);
        }
    }

    private void paintReceipts(TableCell<RowItem<CallLine>, CallLine> cell, CallLine it) {
        if (it.receipts().isEmpty()) {
            cell.setText(text(it.isThrottled() ? "throttled" : "none"));
            cell.getStyleClass().add(it.isThrottled() ? Styles.WARN : Styles.MUTED);
            return;
        }
        Receipt first = it.receipts().getFirst();
        int more = it.receipts().size() - 1;
        cell.setGraphic(Glyphs.receipt(first.type().wireName(), 13));
        String words = first.type().wireName() + "  " + ShortId.of(first.receiptId());
        cell.setText(more == 0 ? words : words + "  " + text("more", more));
    }

    private Region empty() {
        return Messages.empty(
                "gateway",
                text("empty"),
                text("empty_text"),
                Action.of(text("to_audit"), () -> context.navigator().go(new Destination.ShowPlace(PlaceId.AUDIT))));
    }

    private Region filtered() {
        CallQuery query = viewModel.rows().queryProperty().get();
        return Messages.filteredToNothing(
                context.texts(),
                text("filtered." + query.name().toLowerCase(Locale.ROOT)),
                () -> viewModel.rows().show(CallQuery.ALL));
    }

    private Instant now() {
        return context.clock().instant();
    }

    private static Label label(String words, String... styles) {
        var label = new Label(words);
        label.getStyleClass().addAll(styles);
        return label;
    }

    private String text(String key, Object... values) {
        return context.texts().text("gateway." + key, values);
    }
}
