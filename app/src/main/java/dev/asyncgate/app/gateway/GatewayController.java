package dev.asyncgate.app.gateway;

import dev.asyncgate.app.acts.Acting;
import dev.asyncgate.app.gateway.Reading.Open;
import dev.asyncgate.app.receipt.CopyButton;
import dev.asyncgate.app.receipt.Pieces;
import dev.asyncgate.app.shell.ErrorNote;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.theme.CheckMark;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.words.Durations;
import dev.asyncgate.gateway.Entrance;
import dev.asyncgate.gateway.Protocol;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Ties the place's FXML to its view-model. For the FX thread only. */
@SuppressWarnings({"NullAway.Init", "UnusedMethod"}) // the loader fills the fields and calls the methods
final class GatewayController {

    private final PlaceContext context;
    private final GatewayViewModel viewModel;
    private final Pieces pieces;
    private final KeysPane keys;
    private final LimitsPane limits;
    private final CallsPane calls;
    private final VBox failure = new VBox();
    private final HBox protocols = new HBox();

    /** Those of the gateway that was shown last. */
    private List<ProtocolPane> shown = List.of();

    private @Nullable URI shownAddress;

    @FXML
    private VBox content;

    @FXML
    private HBox state;

    @FXML
    private Label entrance;

    @FXML
    private Button listen;

    GatewayController(PlaceContext context, Acting acting, GatewayViewModel viewModel) {
        this.context = context;
        this.viewModel = viewModel;
        this.pieces = new Pieces(context.texts());
        this.keys = new KeysPane(context, acting, viewModel);
        this.limits = new LimitsPane(context, acting, viewModel);
        this.calls = new CallsPane(context, viewModel);
    }

    @FXML
    private void initialize() {
        content.getStylesheets().add(Pieces.stylesheet());
        for (Region hidden : List.of(failure, protocols)) {
            hidden.managedProperty().bind(hidden.visibleProperty());
            hidden.setVisible(false);
        }
        protocols.getStyleClass().add("gateway-protocols");
        VBox.setVgrow(calls, Priority.ALWAYS);
        content.getChildren().setAll(failure, protocols, keys, limits, calls);
        viewModel.readingProperty().subscribe(ignored -> tell());
        viewModel.switchingProperty().subscribe(ignored -> tell());
        viewModel.startFailureProperty().subscribe(ignored -> tellFailure());
        viewModel.failureProperty().subscribe(ignored -> tellFailure());
    }

    void takeFocus() {
        calls.takeFocus();
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
                        pieces.label(text(open == null ? "closed" : "listening"), Styles.SMALL, Styles.MEDIUM),
                        pieces.label(
                                open == null
                                        ? text("closed_note")
                                        : text(
                                                "listening_note",
                                                Durations.words(Duration.between(open.since(), now())),
                                                open.heard()),
                                Styles.SMALL,
                                Styles.MUTED));
        tellEntrance(open);
        tellProtocols(open);
        keys.tell(now);
        limits.tell(now);
        calls.tell(now);
    }

    private void tellEntrance(@Nullable Open open) {
        entrance.getStyleClass().remove(Styles.WARN);
        entrance.setText(
                open == null ? "" : text("entrance." + open.entrance().name().toLowerCase(Locale.ROOT)));
        if (open != null && open.entrance() == Entrance.OPEN) {
            entrance.getStyleClass().add(Styles.WARN);
        }
    }

    private void tellProtocols(@Nullable Open open) {
        protocols.setVisible(open != null);
        if (open == null) {
            return;
        }
        if (!open.address().equals(shownAddress)) {
            shownAddress = open.address();
            shown = List.of(rest(open), mcp(open));
            protocols.getChildren().setAll(shown);
        }
        shown.forEach(pane -> pane.tell(open));
    }

    private ProtocolPane rest(Open open) {
        return new ProtocolPane(
                context.texts(),
                Protocol.REST,
                pieces.label(text("docs"), Styles.SMALL, Styles.MUTED),
                List.of(open.address() + "/v1"),
                answered -> viewModel.answer(Protocol.REST, answered));
    }

    private ProtocolPane mcp(Open open) {
        return new ProtocolPane(
                context.texts(),
                Protocol.MCP,
                new CopyButton(text("copy_mcp"), McpHost.overHttp(open.address(), open.isKeyed())),
                List.of(open.address() + CallLine.MCP, "asyncgate mcp"),
                answered -> viewModel.answer(Protocol.MCP, answered));
    }

    private void tellFailure() {
        Exception atStart = viewModel.startFailureProperty().get();
        Exception problem = atStart == null ? viewModel.failureProperty().get() : atStart;
        failure.setVisible(problem != null);
        if (problem != null) {
            failure.getChildren().setAll(ErrorNote.of(context.texts(), problem));
        }
    }

    private Instant now() {
        return context.clock().instant();
    }

    private String text(String key, Object... values) {
        return context.texts().text("gateway." + key, values);
    }
}
