package dev.asyncgate.app.export;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.background.Load;
import dev.asyncgate.app.background.Scope;
import dev.asyncgate.app.background.Tick;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** One export at a time: how far it is, what became of it. Goes on while its place is out of view. For the FX thread only. */
public final class ExportViewModel {

    private static final Duration LOOKED_AT = Duration.ofMillis(100);

    /** How an export stands. */
    public sealed interface State {

        Path file();

        record Running(Path file, long rows) implements State {}

        record Finished(Path file, long rows) implements State {}

        record Stopped(Path file, long rows) implements State {}

        /** What failed, and after how many rows; nothing was left behind. */
        record Failed(Path file, long rows, Exception failure) implements State {

            /** Whether the disk has no room left. */
            public boolean isDiskFull() {
                String message = failure.getMessage();
                return failure instanceof IOException
                        && message != null
                        && (message.contains("No space left") || message.contains("not enough space"));
            }
        }
    }

    private final Scope scope;
    private final ReadOnlyObjectWrapper<@Nullable State> state = new ReadOnlyObjectWrapper<>(this, "state");
    private final AtomicLong rows = new AtomicLong();
    private volatile boolean stopping;
    private @Nullable Load load;
    private @Nullable Tick tick;

    public ExportViewModel(Background background) {
        this.scope = background.scope();
    }

    /** Begins, unless another is under way. */
    public void start(Exportable<?> list, Format format, Path file) {
        if (state.get() instanceof State.Running) {
            return;
        }
        stopping = false;
        rows.set(0);
        state.set(new State.Running(file, 0));
        var export = new FileExport<>(list, format, this::goOn);
        load = scope.load(
                () -> export.to(file),
                written -> end(ended(file, written)),
                failure -> end(new State.Failed(file, rows.get(), failure)));
        if (load.isRunning()) {
            tick = scope.every(LOOKED_AT, () -> look(file));
        }
    }

    /** Ends what is under way, and leaves no file. */
    public void stop() {
        stopping = true;
    }

    /** Forgets what became of the last one. */
    public void forget() {
        if (!(state.get() instanceof State.Running)) {
            state.set(null);
        }
    }

    private boolean goOn(long written) {
        rows.set(written);
        return !stopping && !Thread.currentThread().isInterrupted();
    }

    private State ended(Path file, long written) {
        return written < 0 ? new State.Stopped(file, rows.get()) : new State.Finished(file, written);
    }

    /** Whoever stopped it elsewhere is not answered. */
    private void look(Path file) {
        if (load != null && load.isRunning()) {
            state.set(new State.Running(file, rows.get()));
        } else if (state.get() instanceof State.Running) {
            end(new State.Stopped(file, rows.get()));
        }
    }

    private void end(State now) {
        if (tick != null) {
            tick.stop();
            tick = null;
        }
        state.set(now);
    }

    /** Null while nothing has been exported. */
    public ReadOnlyObjectProperty<@Nullable State> stateProperty() {
        return state.getReadOnlyProperty();
    }
}
