package dev.asyncgate.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Concurrent callers share statements, and nobody is the worse for it. */
@Timeout(30)
class CallersShareStatementsTest {

    private static final int FIRST = 0;
    private static final Set<Thread.State> RUNNING =
            Set.of(Thread.State.NEW, Thread.State.RUNNABLE, Thread.State.BLOCKED);

    private final List<List<Integer>> statements = new CopyOnWriteArrayList<>();
    private final CountDownLatch firstStarted = new CountDownLatch(1);
    private final Semaphore firstReturns = new Semaphore(0);
    private SharedCalls<String, Integer, String> calls =
            new SharedCalls<>(this::alone, this::together, Duration.ofMinutes(1));

    private RuntimeException refusal = new IllegalStateException();
    private int refused = -1;
    private int leftOut = -1;
    private @Nullable Thread interruptedMeanwhile;

    @Test
    void whoIsAloneCallsAtOnceForItself() {
        firstReturns.release();
        assertThat(calls.call("group", FIRST)).isEqualTo("answer to 0");
        assertThat(calls.call("group", 1)).isEqualTo("answer to 1");
        assertThat(statements).containsExactly(List.of(0), List.of(1));
    }

    @Test
    void whoComesMeanwhileIsCarriedInTheOrderOfArrival() throws Exception {
        List<FutureTask<String>> answers = behindTheFirst(5);
        firstReturns.release();
        for (int i = 0; i <= 5; i++) {
            assertThat(answers.get(i).get()).isEqualTo("answer to " + i);
        }
        assertThat(statements).containsExactly(List.of(0), List.of(1, 2, 3, 4, 5));
    }

    @Test
    void oneStatementCarriesNoMoreThanItMay() throws Exception {
        List<FutureTask<String>> answers = behindTheFirst(SharedCalls.MOST + 10);
        firstReturns.release();
        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i).get()).isEqualTo("answer to " + i);
        }
        assertThat(statements).hasSize(3);
        assertThat(statements.get(1)).hasSize(SharedCalls.MOST);
        assertThat(statements.get(2)).hasSize(10);
    }

    @Test
    void groupsDoNotWaitForEachOther() throws Exception {
        List<FutureTask<String>> answers = behindTheFirst(0);
        assertThat(calls.call("another", 7)).isEqualTo("answer to 7");
        firstReturns.release();
        assertThat(answers.getFirst().get()).isEqualTo("answer to 0");
    }

    @Test
    void nobodyGetsTheAnswerOfAnother() throws Exception {
        firstReturns.release();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> answers = IntStream.range(0, 5_000)
                    .mapToObj(i -> threads.submit(() -> calls.call("group " + i % 3, i)))
                    .toList();
            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i).get()).isEqualTo("answer to " + i);
            }
        }
        assertThat(statements.stream().mapToInt(List::size).sum()).isEqualTo(5_000);
    }

    @Test
    void aRefusedOneFailsAloneAndHarmsNoOther() throws Exception {
        refused = 3;
        refusal = GateException.invalid("type", "refused");
        List<FutureTask<String>> answers = behindTheFirst(5);
        firstReturns.release();
        assertFails(answers.get(3), ErrorCode.INVALID_REQUEST);
        for (int i : new int[] {0, 1, 2, 4, 5}) {
            assertThat(answers.get(i).get()).isEqualTo("answer to " + i);
        }
    }

    @Test
    void aLockThatIsNotGivenToOneHarmsNoOther() throws Exception {
        refused = 2;
        refusal = SqlFailure.toGateException(new SQLException("canceling statement due to lock timeout", "55P03"));
        List<FutureTask<String>> answers = behindTheFirst(3);
        firstReturns.release();
        assertFails(answers.get(2), ErrorCode.DATABASE_UNAVAILABLE);
        assertThat(answers.get(1).get()).isEqualTo("answer to 1");
        assertThat(answers.get(3).get()).isEqualTo("answer to 3");
    }

    @Test
    void whatMayHaveBeenWrittenIsToldToAllAndNotRepeated() throws Exception {
        refused = 2;
        refusal = SqlFailure.toGateException(new SQLException("connection lost", "08006"));
        List<FutureTask<String>> answers = behindTheFirst(3);
        firstReturns.release();
        for (FutureTask<String> answer : answers.subList(1, 4)) {
            assertFails(answer, ErrorCode.DATABASE_UNAVAILABLE);
        }
        assertThat(statements).containsExactly(List.of(0), List.of(1, 2, 3));
    }

    @Test
    void whoWasLeftOutIsCalledForItself() throws Exception {
        leftOut = 2;
        List<FutureTask<String>> answers = behindTheFirst(3);
        firstReturns.release();
        assertThat(answers.get(2).get()).isEqualTo("answer to 2");
        assertThat(answers.get(3).get()).isEqualTo("answer to 3");
        assertThat(statements).containsExactly(List.of(0), List.of(1, 2, 3), List.of(2));
    }

    @Test
    void anErrorOfTheCarryingThreadStrandsNobody() throws Exception {
        refused = 1;
        List<FutureTask<String>> answers = behindTheFirst(3);
        firstReturns.release();
        assertThatThrownBy(() -> answers.get(1).get()).hasRootCause(refusal);
        assertFails(answers.get(2), ErrorCode.INTERNAL_ERROR);
        assertFails(answers.get(3), ErrorCode.INTERNAL_ERROR);
        assertThat(calls.call("group", 4)).isEqualTo("answer to 4");
    }

    @Test
    void whoIsInterruptedWhileWaitingGetsItsAnswerAndStaysInterrupted() throws Exception {
        List<FutureTask<String>> answers = behindTheFirst(1);
        FutureTask<Boolean> interrupted = new FutureTask<>(() -> {
            assertThat(calls.call("group", 2)).isEqualTo("answer to 2");
            return Thread.currentThread().isInterrupted();
        });
        Thread thread = Thread.ofPlatform().daemon().unstarted(interrupted);
        startInLine(thread);
        thread.interrupt();
        firstReturns.release();
        assertThat(interrupted.get()).isTrue();
        assertThat(answers.get(1).get()).isEqualTo("answer to 1");
    }

    @Test
    void anInterruptOfTheVirtualThreadThatCarriesReachesNoStatement() throws Exception {
        List<FutureTask<String>> answers = behindTheFirst(0);
        var carrying = new FutureTask<>(() -> calls.call("group", 1));
        interruptedMeanwhile = Thread.ofVirtual().unstarted(carrying);
        startInLine(interruptedMeanwhile);
        var carried = new FutureTask<>(() -> calls.call("group", 2));
        startInLine(Thread.ofVirtual().unstarted(carried));
        firstReturns.release();
        assertThat(carrying.get()).isEqualTo("answer to 1");
        assertThat(carried.get()).isEqualTo("answer to 2");
        assertThat(answers.getFirst().get()).isEqualTo("answer to 0");
        assertThat(statements).containsExactly(List.of(0), List.of(1, 2));
    }

    @Test
    void aStatementThatIsStuckHoldsUpNobodyBehindIt() throws Exception {
        calls = new SharedCalls<>(this::alone, this::together);
        List<FutureTask<String>> answers = behindTheFirst(3);
        for (int i = 1; i <= 3; i++) {
            assertThat(answers.get(i).get()).isEqualTo("answer to " + i);
        }
        assertThat(answers.getFirst()).isNotDone();
        firstReturns.release();
        assertThat(answers.getFirst().get()).isEqualTo("answer to 0");
    }

    private String alone(String group, int item) {
        return together(group, List.of(item)).getFirst().orElseThrow();
    }

    private List<Optional<String>> together(String group, List<Integer> items) {
        statements.add(items);
        if (items.contains(FIRST)) {
            firstStarted.countDown();
            firstReturns.acquireUninterruptibly();
        }
        if (items.size() > 1 && interruptedMeanwhile != null) {
            interruptedMeanwhile.interrupt();
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
        if (items.contains(refused)) {
            throw refusal;
        }
        return items.stream()
                .map(item -> item == leftOut && items.size() > 1
                        ? Optional.<String>empty()
                        : Optional.of("answer to " + item))
                .toList();
    }

    /** Calls 0, which does not return yet, and behind it 1 to so many, in this order. */
    private List<FutureTask<String>> behindTheFirst(int count) throws InterruptedException {
        List<FutureTask<String>> answers = new ArrayList<>();
        for (int i = 0; i <= count; i++) {
            int number = i;
            var answer = new FutureTask<>(() -> calls.call("group", number));
            answers.add(answer);
            startInLine(Thread.ofPlatform().daemon().unstarted(answer));
            firstStarted.await();
        }
        return answers;
    }

    private static void startInLine(Thread thread) {
        thread.start();
        while (RUNNING.contains(thread.getState())) {
            Thread.onSpinWait();
        }
    }

    private static void assertFails(Future<?> answer, ErrorCode code) {
        assertThatThrownBy(answer::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        GateException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
