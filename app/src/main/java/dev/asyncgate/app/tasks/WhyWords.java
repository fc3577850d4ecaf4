package dev.asyncgate.app.tasks;

import dev.asyncgate.app.tasks.WhyLine.Mark;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.Durations;
import dev.asyncgate.app.words.Instants;
import dev.asyncgate.app.words.ShortId;
import dev.asyncgate.task.TaskStatus;
import dev.asyncgate.why.Obstacle;
import dev.asyncgate.why.Obstacle.Weight;
import dev.asyncgate.why.Standing;
import dev.asyncgate.why.Standing.SeenWorker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a task is not running, in words: each line from what the engine has found. */
final class WhyWords {

    private static final int WORKERS = 4;

    private final Texts texts;
    private final Standing standing;

    WhyWords(Texts texts, Standing standing) {
        this.texts = texts;
        this.standing = standing;
    }

    /** What it comes to. */
    String headline() {
        if (standing.status() != TaskStatus.QUEUED) {
            return text("not_queued", standing.status().wireName());
        }
        List<Obstacle> found = standing.obstacles();
        long stops = found.stream().filter(it -> it.weight() == Weight.STOPS).count();
        long slows = found.stream().filter(it -> it.weight() == Weight.SLOWS).count();
        return stops > 0 ? text("stops", stops) : slows > 0 ? text("slows", slows) : text("may_run");
    }

    /** In a second line. */
    String below() {
        Standing.Lease lease = standing.lease();
        if (standing.status() != TaskStatus.QUEUED) {
            return lease != null
                    ? text(
                            "held_by",
                            lease.workerId(),
                            Instants.second(lease.acquiredAt()),
                            Instants.second(lease.expiresAt()))
                    : standing.endedAt() == null ? "" : text("ended_at", Instants.date(standing.endedAt()));
        }
        return standing.obstacles().stream()
                .filter(it -> it.weight() != Weight.TELLS)
                .map(it -> text("short_" + it.name().toLowerCase(Locale.ROOT), standing.tasksAhead()))
                .reduce((one, other) -> one + ", " + other)
                .orElseGet(() -> text("may_run_text"));
    }

    /** Whether something stands in its way. */
    boolean isHindered() {
        return standing.obstacles().stream().anyMatch(it -> it.weight() != Weight.TELLS);
    }

    List<WhyLine> lines() {
        if (standing.status() != TaskStatus.QUEUED) {
            return List.of();
        }
        List<WhyLine> lines = new ArrayList<>();
        lines.add(held());
        lines.add(eligible());
        lines.add(paused());
        lines.add(workers());
        lines.add(ahead());
        if (standing.expiries() > 0 || standing.attempt() > 0) {
            boolean many = has(Obstacle.LOSES_ITS_WORKERS);
            lines.add(new WhyLine(
                    many ? Mark.ATTENTION : Mark.HOLDS,
                    text("expired", standing.expiries()),
                    List.of(text("failures", standing.attempt(), standing.maxAttempts()))));
        }
        if (has(Obstacle.NOBODY_SWEEPS)) {
            Duration ago = standing.lastSweep();
            lines.add(new WhyLine(
                    Mark.ATTENTION,
                    text("nobody_sweeps"),
                    List.of(ago == null ? text("never_swept") : text("swept_ago", Durations.words(ago)))));
        }
        return lines;
    }

    private WhyLine held() {
        Standing.Held held = standing.held();
        Standing.Back back = standing.back();
        if (held != null) {
            return new WhyLine(Mark.DOES_NOT, text("is_held"), evidence(held.by(), held.at(), held.reason()));
        }
        return new WhyLine(
                Mark.HOLDS,
                text("not_held"),
                List.of(
                        back == null
                                ? text("never_left", Instants.near(standing.createdAt()))
                                : text(
                                        "left",
                                        Instants.near(back.at()),
                                        back.receiptType(),
                                        ShortId.of(back.receiptId()))));
    }

    private WhyLine eligible() {
        Instant from = standing.eligibleAt();
        Optional<Instant> since = standing.eligibleSince();
        if (since.isPresent()) {
            Duration waited = Duration.between(since.get(), standing.at());
            return new WhyLine(
                    Mark.HOLDS,
                    text("time_has_come"),
                    List.of(text("eligible_since", Instants.near(since.get()), Durations.words(waited))));
        }
        Instant until = from == null ? standing.at() : from;
        return new WhyLine(
                Mark.DOES_NOT,
                text("not_yet"),
                List.of(text(
                        "eligible_at",
                        Instants.second(until),
                        Durations.words(Duration.between(standing.at(), until)))));
    }

    private WhyLine paused() {
        Standing.Paused paused = standing.paused();
        if (paused != null) {
            return new WhyLine(
                    Mark.DOES_NOT,
                    text("type_paused", standing.type()),
                    evidence(paused.by(), paused.at(), paused.reason()));
        }
        return new WhyLine(
                Mark.HOLDS,
                text("type_not_paused"),
                List.of(
                        standing.pausedTypes().isEmpty()
                                ? text("none_paused")
                                : text("paused_are", String.join(", ", standing.pausedTypes()))));
    }

    private List<String> evidence(@Nullable String by, @Nullable Instant at, @Nullable String reason) {
        List<String> evidence = new ArrayList<>();
        evidence.add(
                by == null || at == null
                        ? at == null ? text("by_engine") : text("since", Instants.near(at))
                        : text("by", by, Instants.near(at)));
        evidence.add(reason == null ? texts.text("tasks.no_reason") : texts.text("tasks.reason", reason));
        return evidence;
    }

    private WhyLine workers() {
        List<SeenWorker> qualified = standing.qualified();
        int seen = standing.workers().size();
        List<String> evidence = new ArrayList<>();
        evidence.add(
                standing.capabilities().isEmpty()
                        ? text("needs_nothing")
                        : text("needs", String.join(", ", standing.capabilities())));
        if (seen == 0) {
            return new WhyLine(Mark.DOES_NOT, text("nobody_seen"), evidence);
        }
        qualified.stream().limit(WORKERS).forEach(worker -> evidence.add(qualified(worker)));
        List<SeenWorker> nearest = standing.nearest();
        int room = Math.max(1, WORKERS - qualified.size());
        nearest.stream()
                .limit(room)
                .forEach(worker -> evidence.add(
                        text("lacks", worker.workerId(), String.join(", ", worker.lacks(standing.capabilities())))));
        int others = Math.max(0, qualified.size() - WORKERS) + Math.max(0, nearest.size() - room);
        if (others > 0) {
            evidence.add(text("others", others));
        }
        boolean hindered = has(Obstacle.NO_WORKER_QUALIFIES) || has(Obstacle.WORKERS_BUSY);
        return new WhyLine(hindered ? Mark.DOES_NOT : Mark.HOLDS, text("could_take", qualified.size(), seen), evidence);
    }

    private String qualified(SeenWorker worker) {
        if (worker.busyWith() != null) {
            return text("busy", worker.workerId(), ShortId.of(worker.busyWith()));
        }
        String ago = Durations.age(Duration.between(worker.seenAt(), standing.at()));
        return worker.types().contains(standing.type())
                ? text("free", worker.workerId(), ago)
                : text("free_other", worker.workerId(), ago, String.join(", ", worker.types()));
    }

    private WhyLine ahead() {
        long tasks = standing.tasksAhead();
        return new WhyLine(
                tasks > 0 ? Mark.DOES_NOT : Mark.HOLDS,
                standing.aheadCapped() ? text("ahead_more", tasks - 1) : text("ahead", tasks),
                List.of(text(tasks == 0 ? "first" : "order")));
    }

    /** When it would start if nothing changed; null where nothing tells. */
    @Nullable String estimate() {
        Optional<Duration> estimate = standing.estimate();
        if (standing.status() != TaskStatus.QUEUED || estimate.isEmpty()) {
            return null;
        }
        return text("estimate", standing.claims() * 2, Durations.age(estimate.get()));
    }

    /** The whole of it, to be sent to somebody. */
    String asText() {
        var text = new StringBuilder();
        text.append(standing.taskId()).append(' ').append(standing.type()).append('\n');
        text.append(headline()).append(' ').append(below()).append('\n');
        for (WhyLine line : lines()) {
            text.append(line.mark() == Mark.HOLDS ? "[x] " : "[ ] ")
                    .append(line.title())
                    .append('\n');
            line.evidence().forEach(each -> text.append("      ").append(each).append('\n'));
        }
        return text.toString();
    }

    private boolean has(Obstacle obstacle) {
        return standing.obstacles().contains(obstacle);
    }

    private String text(String key, Object... values) {
        return texts.text("why." + key, values);
    }
}
