package dev.asyncgate.app.past;

import dev.asyncgate.engine.Worker;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.task.CompletionItem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A worker of the day: takes one task after the other, or several at once where they are small. */
final class Hand {

    /** How a lease ends. */
    enum Ending {
        COMPLETED,
        /** It succeeds, and says nothing by which the work could be found. */
        UNPROVEN,
        RETRIED,
        FAILED,
        RELEASED,
        /** The holder is gone until after the expiry, and then hands in what it has. */
        LATE,
        /** It renews until it may not any more, and gives the task back. */
        HOARDED
    }

    private record Wish(Instant from, Ending ending) {}

    private static final double RENEWS_AFTER = 0.55;
    private static final int LATE_SECONDS = 475;

    private final Day day;
    private final String id;
    private final String instance;
    private final List<String> offers;
    private final List<Trade> trades;
    private final Duration ttl;
    private final Random random;
    private final Deque<Wish> wishes = new ArrayDeque<>();
    private @Nullable ClaimedTask held;

    Hand(Day day, String id, String instance, List<String> offers, Duration ttl, List<Trade> trades) {
        this.day = day;
        this.id = id;
        this.instance = instance;
        this.offers = offers;
        this.ttl = ttl;
        this.trades = trades;
        this.random = new Random(id.hashCode());
    }

    /** The first lease from an instant on ends so; in the order of the instants. */
    Hand wish(Instant from, Ending ending) {
        wishes.add(new Wish(from, ending));
        return this;
    }

    String id() {
        return id;
    }

    @Nullable ClaimedTask held() {
        return held;
    }

    /** What it holds was taken from it, and it knows. */
    void drop() {
        held = null;
        day.agenda().in(random.nextDouble(20, 90), this::claim);
    }

    Worker worker() {
        return day.gate().worker(Day.TENANT, new Principal(PrincipalKind.WORKER, id, instance));
    }

    void begin(Instant at) {
        day.agenda().at(at, this::claim);
    }

    private boolean small() {
        return trades.contains(Trade.THUMB) || trades.contains(Trade.PAGE);
    }

    private void claim() {
        if (day.rests(small())) {
            day.agenda().in(random.nextDouble(15, 60), this::claim);
            return;
        }
        boolean several = small() || day.isLongAgo();
        int most = several ? random.nextInt(2, 6) : 1;
        List<ClaimedTask> claimed = worker().leaseNext(new ClaimTasks.Request(
                offers, trades.stream().map(Trade::type).toList(), most, ttl));
        if (claimed.isEmpty()) {
            day.agenda().in(random.nextDouble(20, 70), this::claim);
        } else if (several) {
            claimed.forEach(this::begin);
            double seconds = claimed.stream()
                    .mapToDouble(task -> Trade.ofType(task.type()).drawSeconds(random))
                    .max()
                    .orElse(0);
            day.agenda().in(Math.min(seconds, ttl.toSeconds() * 0.9), () -> endAll(claimed));
        } else {
            take(claimed.getFirst());
        }
    }

    private void begin(ClaimedTask task) {
        day.taken(task);
        if (day.isLately() && random.nextInt(8) > 0) {
            worker().startTask(task.taskId(), task.leaseId());
        }
    }

    private void endAll(List<ClaimedTask> claimed) {
        var done = new ArrayList<CompletionItem>();
        for (ClaimedTask task : claimed) {
            Trade trade = Trade.ofType(task.type());
            if (random.nextDouble() < (day.isTroubled() && small() ? 0.35 : 0.02)) {
                fail(task, random.nextDouble() < 0.2);
            } else {
                done.add(new CompletionItem(
                        task.taskId(), task.leaseId(), trade.completion(random, random.nextInt(400) > 0)));
            }
        }
        if (!done.isEmpty()) {
            worker().completeAll(done);
        }
        day.agenda().in(day.isLongAgo() ? random.nextDouble(90, 240) : random.nextDouble(60, 130), this::claim);
    }

    private void take(ClaimedTask task) {
        held = task;
        day.taken(task);
        Trade trade = Trade.ofType(task.type());
        double seconds = trade.drawSeconds(random);
        Ending ending = drawEnding();
        boolean starts = random.nextInt(12) > 0;
        if (starts) {
            day.agenda()
                    .in(
                            random.nextDouble(0.6, 4),
                            () -> holding(task, () -> worker().startTask(task.taskId(), task.leaseId())));
        }
        switch (ending) {
            case LATE -> vanish(task);
            case HOARDED -> day.agenda().in(ttl.toSeconds() * RENEWS_AFTER, () -> hoard(task));
            default -> {
                double end = ending == Ending.RETRIED || ending == Ending.RELEASED ? seconds * 0.6 : seconds;
                renewUntil(task, end);
                day.agenda().in(end, () -> holding(task, () -> end(task, trade, ending)));
            }
        }
    }

    private Ending drawEnding() {
        Wish wish = wishes.peek();
        if (wish != null && !day.agenda().instant().isBefore(wish.from())) {
            return wishes.remove().ending();
        }
        double drawn = random.nextDouble();
        if (day.isTroubled() && offers.contains("gpu")) {
            return drawn < 0.35 ? Ending.FAILED : drawn < 0.6 ? Ending.RETRIED : Ending.COMPLETED;
        }
        return drawn < 0.02
                ? Ending.FAILED
                : drawn < 0.08 ? Ending.RETRIED : drawn < 0.11 ? Ending.RELEASED : Ending.COMPLETED;
    }

    private void renewUntil(ClaimedTask task, double end) {
        double step = ttl.toSeconds() * RENEWS_AFTER;
        if (step < end - 5) {
            day.agenda()
                    .in(
                            step,
                            () -> holding(task, () -> {
                                worker().renewLease(task.taskId(), task.leaseId(), null);
                                renewUntil(task, end - step);
                            }));
        }
    }

    /** Renews once, then is not heard of until some time after the expiry. */
    private void vanish(ClaimedTask task) {
        day.agenda()
                .in(
                        ttl.toSeconds() * RENEWS_AFTER,
                        () -> holding(task, () -> {
                            Instant extended = worker().renewLease(task.taskId(), task.leaseId(), null);
                            day.agenda().at(extended.plusMillis(3_800), () -> {
                                day.gate().expireLeases(Day.TENANT);
                                held = null;
                                day.given(task);
                            });
                            day.agenda().at(extended.plusSeconds(50), this::claim);
                            day.agenda().at(extended.plusSeconds(LATE_SECONDS), () -> {
                                try {
                                    worker().complete(
                                                    task.taskId(),
                                                    task.leaseId(),
                                                    Trade.ofType(task.type()).completion(random, true));
                                } catch (GateException e) {
                                    day.refused(e);
                                }
                            });
                        }));
    }

    private void hoard(ClaimedTask task) {
        holding(task, () -> {
            try {
                worker().renewLease(task.taskId(), task.leaseId(), null);
                day.agenda().in(ttl.toSeconds() * RENEWS_AFTER, () -> hoard(task));
            } catch (GateException e) {
                day.refused(e);
                worker().releaseLease(task.taskId(), task.leaseId(), null);
                finished(task, true);
            }
        });
    }

    private void end(ClaimedTask task, Trade trade, Ending ending) {
        boolean back = false;
        switch (ending) {
            case RETRIED -> {
                fail(task, true);
                back = true;
            }
            case FAILED -> fail(task, false);
            case RELEASED -> {
                worker().releaseLease(task.taskId(), task.leaseId(), null);
                back = true;
            }
            default ->
                worker().complete(task.taskId(), task.leaseId(), trade.completion(random, ending != Ending.UNPROVEN));
        }
        finished(task, back);
    }

    private void finished(ClaimedTask task, boolean back) {
        held = null;
        if (back) {
            day.given(task);
        }
        day.agenda().in(random.nextDouble(4, 45), this::claim);
    }

    private void fail(ClaimedTask task, boolean retryable) {
        String error = day.isTroubled()
                ? "{\"code\": \"RENDER_TIMEOUT\", \"message\": \"page %d of 380\"}".formatted(random.nextInt(1, 380))
                : "{\"code\": \"SOURCE_UNREADABLE\", \"message\": \"part %d has no footer\"}"
                        .formatted(random.nextInt(1, 400));
        worker().fail(task.taskId(), task.leaseId(), Json.parse(error), retryable);
    }

    /** Unless it was taken from it. */
    private void holding(ClaimedTask task, Runnable deed) {
        if (task.equals(held)) {
            deed.run();
        }
    }
}
