package dev.asyncgate.app.background;

import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A question asked again and again, never while its last answer is awaited. */
final class Poll<T extends @Nullable Object> implements Runnable {

    private final Scope scope;
    private final Callable<T> query;
    private final Consumer<? super T> onResult;
    private final Consumer<Exception> onFailure;
    private @Nullable Load load;
    private boolean askedMeanwhile;

    Poll(Scope scope, Callable<T> query, Consumer<? super T> onResult, Consumer<Exception> onFailure) {
        this.scope = scope;
        this.query = query;
        this.onResult = onResult;
        this.onFailure = onFailure;
    }

    @Override
    public void run() {
        if (load != null && load.isRunning()) {
            askedMeanwhile = true;
            return;
        }
        askedMeanwhile = false;
        load = scope.load(query, this::answered, this::failed);
    }

    private void answered(T result) {
        scope.countUpdate();
        onResult.accept(result);
        askAgainIfAsked();
    }

    private void failed(Exception failure) {
        onFailure.accept(failure);
        askedMeanwhile = false;
    }

    private void askAgainIfAsked() {
        if (askedMeanwhile) {
            load = null;
            run();
        }
    }
}
