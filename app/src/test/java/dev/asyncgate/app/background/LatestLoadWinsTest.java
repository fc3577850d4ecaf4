package dev.asyncgate.app.background;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LatestLoadWinsTest {

    private final Queue<Runnable> off = new ArrayDeque<>();
    private final Queue<Runnable> onFx = new ArrayDeque<>();
    private final Background background = new Background(off::add, onFx::add);
    private final Scope scope = background.scope();
    private final List<String> heard = new ArrayList<>();

    @Test
    void theResultOfAnOlderLoadUnderTheSameKeyIsDropped() {
        scope.load("page", () -> "old", heard::add, this::fail);
        scope.load("page", () -> "new", heard::add, this::fail);
        runAll(off);
        runAll(onFx);
        assertThat(heard).containsExactly("new");
    }

    @Test
    void aResultThatIsAlreadyOnItsWayIsDroppedToo() {
        scope.load("page", () -> "old", heard::add, this::fail);
        runAll(off);
        scope.load("page", () -> "new", heard::add, this::fail);
        runAll(off);
        runAll(onFx);
        assertThat(heard).containsExactly("new");
    }

    @Test
    void loadsUnderDifferentKeysDoNotMeet() {
        scope.load("page", () -> "page", heard::add, this::fail);
        scope.load("count", () -> "count", heard::add, this::fail);
        runAll(off);
        runAll(onFx);
        assertThat(heard).containsExactly("page", "count");
    }

    @Test
    void nothingIsHeardAfterTheScopeIsCancelled() {
        scope.load(() -> "late", heard::add, this::fail);
        runAll(off);
        scope.cancelAll();
        runAll(onFx);
        assertThat(heard).isEmpty();
        assertThat(background.running()).isEmpty();
    }

    @Test
    void aFailureArrivesAsItWasThrown() {
        scope.<String>load(
                () -> {
                    throw new IOException("no");
                },
                heard::add,
                this::fail);
        runAll(off);
        runAll(onFx);
        assertThat(heard).containsExactly("java.io.IOException: no");
    }

    @Test
    void cancellingInterruptsTheQuery() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var real = new Background(threads, Runnable::run);
            Load load = real.scope()
                    .load(
                            () -> {
                                begun.countDown();
                                try {
                                    return new CountDownLatch(1).await(1, TimeUnit.MINUTES);
                                } catch (InterruptedException e) {
                                    interrupted.countDown();
                                    throw e;
                                }
                            },
                            result -> heard.add("result"),
                            this::fail);
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            load.cancel();
            assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(heard).isEmpty();
    }

    @Test
    void aPausedConsoleAsksNothing() {
        var direct = Background.direct();
        Tick poll = direct.scope().poll(Duration.ofSeconds(1), () -> "answer", heard::add, this::fail);
        direct.liveProperty().set(false);
        poll.now();
        poll.soon();
        assertThat(heard).containsExactly("answer");
        direct.liveProperty().set(true);
        poll.now();
        assertThat(heard).containsExactly("answer", "answer");
        assertThat(direct.updatesProperty().get()).isEqualTo(2);
    }

    @Test
    void aPollWaitsForItsLastAnswerAndThenAsksOnceMore() {
        Tick poll = scope.poll(Duration.ofSeconds(1), () -> "answer", heard::add, this::fail);
        poll.now();
        poll.now();
        assertThat(off).hasSize(1);
        runAll(off);
        runAll(onFx);
        assertThat(heard).containsExactly("answer");
        assertThat(off).hasSize(1);
    }

    private void fail(Exception failure) {
        heard.add(failure.toString());
    }

    private static void runAll(Queue<Runnable> queue) {
        for (int i = queue.size(); i > 0; i--) {
            queue.remove().run();
        }
    }
}
