package dev.asyncgate.app.gateway;

import dev.asyncgate.app.gateway.Reading.Open;
import dev.asyncgate.app.receipt.Pieces;
import dev.asyncgate.app.shell.Gaps;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.gateway.Protocol;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** One protocol of the open gateway: whether it is answered, how often it is called, and where. For the FX thread only. */
final class ProtocolPane extends VBox {

    private final Texts texts;
    private final Pieces pieces;
    private final Protocol protocol;
    private final CheckBox answered = new CheckBox();
    private final Label pace = new Label();

    /** {@code aside} stands at the end of its first line; {@code answer} is told whether it is to be answered. */
    ProtocolPane(Texts texts, Protocol protocol, Node aside, List<String> addresses, Consumer<Boolean> answer) {
        this.texts = texts;
        this.pieces = new Pieces(texts);
        this.protocol = protocol;
        answered.setText(protocol.name());
        answered.setMinWidth(USE_PREF_SIZE);
        answered.getStyleClass().addAll("switch", Styles.MEDIUM);
        answered.setOnAction(event -> answer.accept(answered.isSelected()));
        pace.getStyleClass().addAll(Styles.SMALL, Styles.MUTED);
        getStyleClass().add("gateway-protocol");
        HBox.setHgrow(this, Priority.ALWAYS);
        var places = new FlowPane(8, 6);
        addresses.forEach(address -> places.getChildren().add(address(address)));
        getChildren().setAll(pieces.line("gateway-protocol-head", answered, pace, Gaps.grow(), aside), places);
    }

    void tell(Open open) {
        Double perSecond = open.perSecond().get(protocol);
        answered.setSelected(perSecond != null);
        pace.setText(perSecond == null ? texts.text("gateway.protocol_closed") : texts.text("gateway.pace", perSecond));
        pace.getStyleClass().remove(Styles.WARN);
        if (perSecond == null) {
            pace.getStyleClass().add(Styles.WARN);
        }
    }

    private Node address(String words) {
        Label address = pieces.label(words, Styles.MONO, Styles.SMALL);
        address.setMinWidth(USE_PREF_SIZE);
        return pieces.line("gateway-address", address, pieces.copyButton("gateway.copy", () -> words));
    }
}
