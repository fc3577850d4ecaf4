package dev.asyncgate.app.sheet;

import dev.asyncgate.app.theme.Palette;
import dev.asyncgate.app.theme.Texts;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Insets;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The sampler screen, 1440 × 900. */
public final class Sheet extends HBox {

    public Sheet(Texts texts, ObservableValue<Palette> palette) {
        super(32);
        VBox states = Parts.wide(new StatePart(texts, palette).column(), 440);
        VBox receipts = Parts.wide(new ReceiptPart(texts, palette).column(), 420);
        VBox controls = new ControlPart(texts).column();
        HBox.setHgrow(controls, Priority.ALWAYS);
        controls.setMinWidth(0);
        getChildren().setAll(states, receipts, controls);
        setPadding(new Insets(16, 24, 16, 24));
        getStyleClass().add("place");
    }
}
