package dev.asyncgate.app.gateway;

import dev.asyncgate.app.acts.Acting;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.error.GateException;
import dev.asyncgate.settings.Settings;
import java.net.URI;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.TextField;

/** Asks the pages of which origin are to be allowed. */
final class OriginDialog extends FormDialog {

    private final Consumer<URI> allow;
    private final TextField origin;

    /** {@code typed} stands in its field at first. */
    OriginDialog(Texts texts, Acting acting, String typed, Consumer<URI> allow) {
        super(texts, acting, "origin");
        this.allow = allow;
        origin = field("origin", typed);
        origin.setOnAction(event -> submit());
        show(row(column("field", "field_note", origin)));
    }

    @Override
    void submit() {
        try {
            allow.accept(Settings.Gateway.origin(origin.getText().strip()));
        } catch (GateException e) {
            refuse(e);
        }
    }

    @Override
    public Node first() {
        return origin;
    }
}
