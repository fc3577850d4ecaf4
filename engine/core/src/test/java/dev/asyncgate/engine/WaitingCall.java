package dev.asyncgate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ClaimedTask;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A leaseNext that waits, on a virtual thread of its own. */
final class WaitingCall {

    static final Duration LONG = Duration.ofSeconds(30);

    final Thread thread;
    final CompletableFuture<List<ClaimedTask>> answer = new CompletableFuture<>();
    final CompletableFuture<Boolean> interruptedAfterwards = new CompletableFuture<>();

    private WaitingCall(Worker worker, ClaimTasks.Request request, Duration wait) {
        this.thread = Thread.ofVirtual().unstarted(() -> {
            try {
                answer.complete(worker.leaseNext(request, wait));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
            interruptedAfterwards.complete(Thread.currentThread().isInterrupted());
        });
    }

    static WaitingCall start(Worker worker, ClaimTasks.Request request, Duration wait) {
        var call = new WaitingCall(worker, request, wait);
        call.thread.start();
        return call;
    }

    /** Starts one that takes these types, and returns once it rests. */
    static WaitingCall resting(Worker worker, String... types) {
        WaitingCall call = start(worker, taking(types), LONG);
        call.awaitRest();
        return call;
    }

    static ClaimTasks.Request taking(String... types) {
        return new ClaimTasks.Request(List.of(), List.of(types), 1, null);
    }

    boolean isResting() {
        return Stream.of(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(WaitingWorker.class.getName())
                        && frame.getMethodName().equals("rest"));
    }

    void awaitRest() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!isResting()) {
            assertThat(answer).as("an answer before the call rested").isNotDone();
            assertThat(System.nanoTime() - deadline)
                    .as("waiting for the call to rest")
                    .isNegative();
            LockSupport.parkNanos(100_000);
        }
    }

    /** The one task that it gets well before a slow poll would have found it. */
    ClaimedTask taskAtOnce() {
        assertThat(answer).succeedsWithin(Duration.ofSeconds(2));
        return answer.join().getFirst();
    }
}
