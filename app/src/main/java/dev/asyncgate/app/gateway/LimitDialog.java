package dev.asyncgate.app.gateway;

import dev.asyncgate.access.CallLimit;
import dev.asyncgate.app.acts.Acting;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.error.GateException;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.TextField;
import org.jspecify.annotations.Nullable;

/** Asks how many calls a caller may make in how long. Left empty, it has no limit of its own. */
final class LimitDialog extends FormDialog {

    private static final int MOST = 1_000_000;

    private final BiConsumer<@Nullable CallLimit, Consumer<Exception>> set;
    private final TextField calls;
    private final TextField seconds;

    LimitDialog(Texts texts, Acting acting, CallLimit now, BiConsumer<@Nullable CallLimit, Consumer<Exception>> set) {
        super(texts, acting, "limit");
        this.set = set;
        calls = field("limitCalls", Integer.toString(now.calls()));
        seconds = field("limitSeconds", Long.toString(now.window().toSeconds()));
        show(row(
                column("field_calls", "field_calls_note", calls),
                column("field_seconds", "field_seconds_note", seconds)));
    }

    @Override
    void submit() {
        try {
            String typed = calls.getText().strip();
            set.accept(
                    typed.isEmpty()
                            ? null
                            : new CallLimit(
                                    whole("calls", typed, MOST),
                                    Duration.ofSeconds(whole(
                                            "window_seconds", seconds.getText().strip(), MOST))),
                    this::refuse);
        } catch (GateException e) {
            refuse(e);
        }
    }

    @Override
    public Node first() {
        return calls;
    }
}
