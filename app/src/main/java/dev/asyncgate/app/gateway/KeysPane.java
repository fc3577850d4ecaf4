package dev.asyncgate.app.gateway;

import dev.asyncgate.access.ApiKey;
import dev.asyncgate.access.CreatedKey;
import dev.asyncgate.access.Scope;
import dev.asyncgate.app.acts.ActStrip;
import dev.asyncgate.app.acts.Acting;
import dev.asyncgate.app.acts.Confirmation;
import dev.asyncgate.app.acts.Confirmation.Fact;
import dev.asyncgate.app.acts.Done;
import dev.asyncgate.app.gateway.Reading.CallerRate;
import dev.asyncgate.app.receipt.CopyButton;
import dev.asyncgate.app.receipt.Pieces;
import dev.asyncgate.app.shell.Gaps;
import dev.asyncgate.app.shell.Meter;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.SectionRow;
import dev.asyncgate.app.theme.CheckMark;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.words.Durations;
import dev.asyncgate.app.words.Instants;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The keys of the tenant, what each may and has left, and what can be done about them. For the FX thread only. */
final class KeysPane extends VBox {

    private static final double METER = 54;

    /** So much of the place the keys may take before they scroll. */
    private static final double MOST = 228;

    /** In px: what a column has at least, in the order of the head. */
    private static final List<Integer> WIDTHS = List.of(96, 68, 48, 130, 58, 96, 48, 120);

    private static final double MORE = 28;

    /** The columns whose words may be long share what is left over. */
    private static final List<Integer> GROWING = List.of(0, 3);

    private static final Duration SOON = Duration.ofDays(7);

    private final PlaceContext context;
    private final Acting acting;
    private final GatewayViewModel viewModel;
    private final Pieces pieces;
    private final boolean readOnly;
    private final SectionRow head;
    private final Label worries = new Label();
    private final Button create = new Button(null, Glyphs.icon("plus", 12));
    private final VBox secret = new VBox();
    private final VBox keys = new VBox();
    private final List<MenuButton> menus = new ArrayList<>();

    KeysPane(PlaceContext context, Acting acting, GatewayViewModel viewModel) {
        this.context = context;
        this.acting = acting;
        this.viewModel = viewModel;
        this.pieces = new Pieces(context.texts());
        this.readOnly = acting.environment().isReadOnly();
        create.setText(text("new_key.open"));
        create.setDisable(readOnly);
        create.setOnAction(event -> askForKey());
        worries.setGraphic(CheckMark.ATTENTION.glyph(12));
        worries.getStyleClass().add(Styles.WARN);
        head = new SectionRow(text("keys"), worries, create);
        secret.managedProperty().bind(secret.visibleProperty());
        secret.setVisible(false);
        keys.getStyleClass().add("gateway-keys");
        var scroll = new ScrollPane(keys);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("gateway-keys-scroll");
        keys.heightProperty().subscribe(height -> {
            scroll.setMinHeight(Math.min(height.doubleValue() + 2, MOST));
            scroll.setMaxHeight(scroll.getMinHeight());
        });
        getChildren().setAll(head, secret, new ActStrip(context, viewModel.acts(), acting), scroll);
        viewModel.createdProperty().subscribe(this::tellSecret);
    }

    /** Shows the keys as they stand; not while somebody chooses what to do about one. */
    void tell(Reading now) {
        if (menus.stream().anyMatch(MenuButton::isShowing)) {
            return;
        }
        List<ApiKey> live = now.keys().stream().filter(this::isLive).toList();
        head.note(text("keys_note", live.size(), now.keys().size() - live.size()));
        tellWorries(live);
        // While it is closed the place's first button is the one that opens it.
        create.getStyleClass().remove(Styles.PRIMARY);
        if (now.open() != null) {
            create.getStyleClass().add(Styles.PRIMARY);
        }
        menus.clear();
        keys.getChildren().setAll(columns());
        now.keys().forEach(key -> keys.getChildren().add(key(key, now)));
        if (now.keys().isEmpty()) {
            keys.getChildren().setAll(pieces.label(text("no_keys"), Styles.SMALL, Styles.MUTED, "gateway-none"));
        }
    }

    private void tellWorries(List<ApiKey> live) {
        long ending = live.stream().filter(this::endsSoon).count();
        long unbound = live.stream().filter(key -> !key.grant().isBound()).count();
        List<String> words = new ArrayList<>();
        if (ending > 0) {
            words.add(text("keys_ending", ending));
        }
        if (unbound > 0) {
            words.add(text("keys_unbound", unbound));
        }
        worries.setVisible(!words.isEmpty());
        worries.setText(String.join(", ", words));
    }

    private boolean endsSoon(ApiKey key) {
        Instant at = key.grant().expiresAt();
        return at != null && at.isBefore(now().plus(SOON));
    }

    private boolean isLive(ApiKey key) {
        Instant expires = key.grant().expiresAt();
        return key.revokedAt() == null && (expires == null || expires.isAfter(now()));
    }

    private Node columns() {
        HBox columns = keyLine(
                new Region(),
                pieces.label(text("key_name")),
                pieces.label(text("key_prefix")),
                pieces.label(text("key_role")),
                pieces.label(text("key_speaks")),
                pieces.label(text("key_scopes")),
                pieces.label(text("key_expires")),
                pieces.label(text("key_heard")),
                pieces.label(text("key_calls")));
        columns.getStyleClass().add("gateway-key-head");
        return columns;
    }

    private Node key(ApiKey key, Reading now) {
        boolean live = isLive(key);
        Label name = pieces.label(name(key), Styles.MEDIUM);
        Label role = pieces.label(key.role().wireName());
        Label speaks = pieces.label(speaks(key));
        Label expires = pieces.label(expires(key));
        if (!live) {
            List.of(name, role, speaks, expires)
                    .forEach(it -> it.getStyleClass().add(Styles.SUBTLE));
        } else {
            if (!key.grant().isBound()) {
                speaks.getStyleClass().add(Styles.WARN);
            }
            if (endsSoon(key)) {
                expires.getStyleClass().add(Styles.WARN);
            }
        }
        Instant heard = now.lastHeard(key);
        return keyLine(
                live && !readOnly ? more(key) : new Region(),
                name,
                pieces.label(key.prefix(), Styles.MONO, Styles.MUTED),
                role,
                speaks,
                pieces.label(scopes(key), Styles.MUTED),
                expires,
                pieces.label(heard == null ? "–" : Durations.words(Duration.between(heard, now())), Styles.MUTED),
                calls(key, now.rateOf(key)));
    }

    private MenuButton more(ApiKey key) {
        var more = new MenuButton("", Glyphs.icon("more", 14));
        more.getStyleClass().addAll(Styles.FLAT, "more-menu");
        more.setAccessibleText(context.texts().text("act.more"));
        menus.add(more);
        more.getItems()
                .setAll(
                        act("limit", () -> askForLimit(key)),
                        act("rotate", () -> viewModel.rotate(key)),
                        act("revoke", () -> viewModel.acts().ask(revocation(key))));
        return more;
    }

    private Region calls(ApiKey key, @Nullable CallerRate rate) {
        if (rate == null) {
            return pieces.label(
                    text("limit_of", key.limit().calls(), key.limit().window().toSeconds()), Styles.MONO, Styles.MUTED);
        }
        int used = rate.rate().calls() - rate.rate().remaining();
        var box = new HBox(
                8,
                new Meter(METER, (double) used / rate.rate().calls(), rate.style(now())),
                pieces.label(text("used_of", used, rate.rate().calls()), Styles.MONO));
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }

    private MenuItem act(String key, Runnable run) {
        var item = new MenuItem(text("key." + key));
        item.setOnAction(event -> run.run());
        return item;
    }

    private static HBox keyLine(Region more, Region... cells) {
        var line = new HBox(cells);
        more.setMinWidth(MORE);
        more.setMaxWidth(MORE);
        line.getChildren().add(more);
        line.getStyleClass().add("gateway-key");
        for (int i = 0; i < cells.length; i++) {
            boolean grows = GROWING.contains(i);
            cells[i].setMinWidth(WIDTHS.get(i));
            cells[i].setPrefWidth(WIDTHS.get(i));
            cells[i].setMaxWidth(grows ? Double.MAX_VALUE : WIDTHS.get(i));
            HBox.setHgrow(cells[i], grows ? Priority.ALWAYS : Priority.NEVER);
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

    private static String scopes(ApiKey key) {
        String scopes =
                key.grant().scopes().stream().map(Scope::wireName).sorted().collect(Collectors.joining(", "));
        return scopes.isEmpty() ? "–" : scopes;
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
                        (limit, refused) -> viewModel.setLimit(key.keyId(), limit, acting.dialogs()::close, refused)));
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
                CheckMark.HOLDS.glyph(13),
                words,
                text,
                new CopyButton(text("copy_secret"), created.secret()),
                Gaps.grow(),
                done);
        line.getStyleClass().addAll(Styles.NOTE, Styles.NOTE_ACCENT, "work-note");
        secret.getChildren().setAll(line);
    }

    private Instant now() {
        return context.clock().instant();
    }

    private String text(String key, Object... values) {
        return context.texts().text("gateway." + key, values);
    }
}
