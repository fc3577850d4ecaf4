package dev.asyncgate.database;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets concurrent callers of one operation share its statement and its commit. Who finds none under way in its group
 * calls at once, for itself. Who comes meanwhile waits in line; when a statement returns, the first in line carries all
 * that wait in one statement of its own.
 *
 * <p>Each gets its own answer or its own failure. What the shared statement could not answer, because another held it up
 * or the statement was refused for the sake of one, is called again for itself by whoever asked, but only where it is
 * certain that nothing was written. An interrupted caller gets its answer all the same and stays interrupted, as with
 * any statement that is under way. Thread-safe.
 *
 * @param <G> what calls must have in common to share a statement; compared by {@code equals}
 * @param <I> what one caller asks
 * @param <O> what one caller is answered
 */
public final class SharedCalls<G, I, O> {

    /** How many calls one statement carries. */
    public static final int MOST = 100;

    /** After so long without a new statement, those in line no longer wait for one that may be stuck. */
    private static final Duration PATIENCE = Duration.ofMillis(50);

    private static final String BROKEN_OFF =
            "The program failed while it carried this call with others; what it asks may have been done.";

    private final BiFunction<G, I, O> alone;
    private final BiFunction<G, List<I>, List<Optional<O>>> together;
    private final Map<G, Line<I, O>> lines = new HashMap<>();
    private final Lock lock = new ReentrantLock();
    private final Duration patience;

    /**
     * Makes an operation shareable.
     *
     * @param alone makes one call by itself
     * @param together makes several with one statement, in the order of their arrival; answers in the same order, with
     *     empty for a call that has written nothing and is to be made alone
     */
    public SharedCalls(BiFunction<G, I, O> alone, BiFunction<G, List<I>, List<Optional<O>>> together) {
        this(alone, together, PATIENCE);
    }

    SharedCalls(BiFunction<G, I, O> alone, BiFunction<G, List<I>, List<Optional<O>>> together, Duration patience) {
        this.alone = alone;
        this.together = together;
        this.patience = patience;
    }

    /**
     * Makes a call.
     *
     * @throws GateException as the operation's own; that the database is away is told to all that a statement carried
     */
    public O call(G group, I item) {
        var call = new Call<I, O>(item);
        Turn<O> turn = mayGo(group, call) ? new Turn.Carries<>() : awaitTurn(group, call);
        return answer(group, item, turn instanceof Turn.Carries<O> ? carry(group, call) : turn);
    }

    private O answer(G group, I item, Turn<O> turn) {
        return switch (turn) {
            case Turn.Answered<O>(O answer) -> answer;
            case Turn.Failed<O>(ErrorCode code, String message, Throwable cause) ->
                throw new GateException(code, message, cause);
            case Turn.Alone<O>() -> alone.apply(group, item);
            case Turn.Carries<O>() -> throw new IllegalStateException("a call that was carried has no answer");
        };
    }

    /** What becomes of a call. */
    private sealed interface Turn<O> {

        record Answered<O>(O answer) implements Turn<O> {}

        record Failed<O>(
                ErrorCode code, String message, @Nullable Throwable cause) implements Turn<O> {}

        /** Its thread makes it by itself. */
        record Alone<O>() implements Turn<O> {}

        /** It is the first in line, so its thread carries all that wait. */
        record Carries<O>() implements Turn<O> {}
    }

    private static final class Call<I, O> {
        private final I item;
        private final CompletableFuture<Turn<O>> turn = new CompletableFuture<>();

        Call(I item) {
            this.item = item;
        }
    }

    /** Who waits in a group, and whose statement is under way for it; guarded by the lock. */
    private static final class Line<I, O> {
        private final Queue<Call<I, O>> waiting = new ArrayDeque<>();
        private Call<I, O> carrying;
        private long startNanos = System.nanoTime();

        Line(Call<I, O> first) {
            this.carrying = first;
        }

        void startNext() {
            carrying = waiting.remove();
            startNanos = System.nanoTime();
            carrying.turn.complete(new Turn.Carries<>());
        }

        boolean isStuck(Duration patience) {
            return !waiting.isEmpty() && System.nanoTime() - startNanos > patience.toNanos();
        }
    }

    /** Whether the call goes at once; else it stands in line. */
    private boolean mayGo(G group, Call<I, O> call) {
        lock.lock();
        try {
            Line<I, O> line = lines.putIfAbsent(group, new Line<>(call));
            if (line != null) {
                line.waiting.add(call);
            }
            return line == null;
        } finally {
            lock.unlock();
        }
    }

    private Turn<O> awaitTurn(G group, Call<I, O> call) {
        while (true) {
            try {
                return call.turn.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                passStuck(group);
            } catch (InterruptedException e) {
                Turn<O> turn = call.turn.join();
                Thread.currentThread().interrupt();
                return turn;
            } catch (ExecutionException e) {
                throw new IllegalStateException("turns are given, they do not fail", e);
            }
        }
    }

    /** What is stuck is forgotten: it hands over to nobody when it returns after all. */
    private void passStuck(G group) {
        lock.lock();
        try {
            Line<I, O> line = lines.get(group);
            if (line != null && line.isStuck(patience)) {
                line.startNext();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The next statement goes on its way before the answers of this one do. */
    private Turn<O> carry(G group, Call<I, O> first) {
        List<Call<I, O>> calls = boarding(group, first);
        List<I> items = calls.stream().map(call -> call.item).toList();
        List<Turn<O>> turns =
                Collections.nCopies(calls.size(), new Turn.Failed<>(ErrorCode.INTERNAL_ERROR, BROKEN_OFF, null));
        try {
            turns = calls.size() == 1
                    ? List.of(new Turn.Answered<>(alone.apply(group, first.item)))
                    : undisturbed(() -> share(group, items));
        } finally {
            handOver(group, first);
            for (int i = 1; i < calls.size(); i++) {
                calls.get(i).turn.complete(turns.get(i));
            }
        }
        return turns.getFirst();
    }

    private List<Call<I, O>> boarding(G group, Call<I, O> first) {
        List<Call<I, O>> calls = new ArrayList<>(List.of(first));
        lock.lock();
        try {
            Line<I, O> line = lines.get(group);
            while (line != null && calls.size() < MOST && !line.waiting.isEmpty()) {
                calls.add(line.waiting.remove());
            }
            return calls;
        } finally {
            lock.unlock();
        }
    }

    /** An interrupt closes the connection under a virtual thread, so one whom nobody knows makes the calls of several. */
    private static <T> T undisturbed(Supplier<T> work) {
        if (!Thread.currentThread().isVirtual()) {
            return work.get();
        }
        return CompletableFuture.supplyAsync(work, Thread::startVirtualThread).join();
    }

    private List<Turn<O>> share(G group, List<I> items) {
        try {
            return together.apply(group, items).stream().map(SharedCalls::turn).toList();
        } catch (GateException e) {
            Turn<O> turn =
                    SqlFailure.leftNothing(e) ? new Turn.Alone<>() : new Turn.Failed<>(e.code(), e.getMessage(), e);
            return Collections.nCopies(items.size(), turn);
        }
    }

    private static <O> Turn<O> turn(Optional<O> answer) {
        return answer.isPresent() ? new Turn.Answered<>(answer.get()) : new Turn.Alone<>();
    }

    /** The first in line goes on where a statement has ended. */
    private void handOver(G group, Call<I, O> carrying) {
        lock.lock();
        try {
            Line<I, O> line = lines.get(group);
            if (line != null && line.carrying == carrying) {
                if (line.waiting.isEmpty()) {
                    lines.remove(group);
                } else {
                    line.startNext();
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
