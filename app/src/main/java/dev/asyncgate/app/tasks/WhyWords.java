package dev.asyncgate.app.tasks;

import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.app.tasks.Evidence.Chips;
import dev.asyncgate.app.tasks.Evidence.Link;
import dev.asyncgate.app.tasks.Evidence.Names;
import dev.asyncgate.app.tasks.Evidence.Strong;
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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Why a task is not running, in words: each line from what the engine has found. */
final class WhyWords {

    private static final int WORKERS = 4;

    /** With so many leases that ran out there is an anomaly. */
    private static final int ANOMALOUS = 4;

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
                .map(WhyWords::sentence)
                .orElseGet(() -> text("may_run_text"));
    }

    private static String sentence(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + ".";
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
                    many ? Mark.ATTENTION : Mark.HOLDS, text("expired", standing.expiries()), List.of(failures())));
        }
        if (has(Obstacle.NOBODY_SWEEPS)) {
            Duration ago = standing.lastSweep();
            lines.add(new WhyLine(
                    Mark.ATTENTION,
                    text("nobody_sweeps"),
                    List.of(ago == null ? evidence("never_swept") : evidence("swept_ago", Durations.words(ago)))));
        }
        return lines;
    }

    private Evidence failures() {
        if (standing.expiries() < ANOMALOUS) {
            return evidence("failures", standing.attempt(), standing.maxAttempts());
        }
        String kind = "repeated_lease_expiry";
        var anomaly = new Link(
                kind,
                kind,
                new Destination.ShowFiltered(PlaceId.ANOMALIES, "kind:" + kind + " task:" + standing.taskId()));
        return evidence("anomaly", anomaly, standing.attempt(), standing.maxAttempts());
    }

    private WhyLine held() {
        Standing.Held held = standing.held();
        Standing.Back back = standing.back();
        if (held != null) {
            return new WhyLine(Mark.DOES_NOT, text("is_held"), because(held.by(), held.at(), held.reason()));
        }
        return new WhyLine(
                Mark.HOLDS,
                text("not_held"),
                List.of(
                        back == null
                                ? evidence("never_left", Instants.near(standing.createdAt()))
                                : evidence("left", Instants.near(back.at()), receipt(back))));
    }

    private Link receipt(Standing.Back back) {
        return new Link(
                back.receiptType() + " " + ShortId.of(back.receiptId()),
                back.receiptId().toString(),
                new Destination.ShowReceipt(back.receiptId(), standing.taskId()));
    }

    private WhyLine eligible() {
        Instant from = standing.eligibleAt();
        Optional<Instant> since = standing.eligibleSince();
        if (since.isPresent()) {
            Duration waited = Duration.between(since.get(), standing.at());
            return new WhyLine(
                    Mark.HOLDS,
                    text("time_has_come"),
                    List.of(evidence("eligible_since", Instants.near(since.get()), Durations.words(waited))));
        }
        Instant until = from == null ? standing.at() : from;
        return new WhyLine(
                Mark.DOES_NOT,
                text("not_yet"),
                List.of(evidence(
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
                    because(paused.by(), paused.at(), paused.reason()));
        }
        return new WhyLine(
                Mark.HOLDS,
                text("type_not_paused"),
                List.of(
                        standing.pausedTypes().isEmpty()
                                ? evidence("none_paused")
                                : evidence("paused_are", new Names(standing.pausedTypes()))));
    }

    private List<Evidence> because(@Nullable String by, @Nullable Instant at, @Nullable String reason) {
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(
                by == null || at == null
                        ? at == null ? evidence("by_engine") : evidence("since", Instants.near(at))
                        : evidence("by", by, Instants.near(at)));
        evidence.add(
                reason == null ? Evidence.of(texts, "tasks.no_reason") : Evidence.of(texts, "tasks.reason", reason));
        return evidence;
    }

    private WhyLine workers() {
        List<SeenWorker> qualified = standing.qualified();
        int seen = standing.workers().size();
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(
                standing.capabilities().isEmpty()
                        ? evidence("needs_nothing")
                        : evidence("needs", new Chips(standing.capabilities())));
        if (seen == 0) {
            return new WhyLine(Mark.DOES_NOT, text("nobody_seen"), evidence);
        }
        qualified.stream().limit(WORKERS).forEach(worker -> evidence.add(qualified(worker)));
        List<SeenWorker> nearest = standing.nearest();
        int room = Math.max(1, WORKERS - qualified.size());
        nearest.stream()
                .limit(room)
                .forEach(worker -> evidence.add(evidence(
                        "lacks", new Names(worker.workerId()), new Names(worker.lacks(standing.capabilities())))));
        int others = Math.max(0, qualified.size() - WORKERS) + Math.max(0, nearest.size() - room);
        if (others > 0) {
            evidence.add(evidence("others", others));
        }
        boolean hindered = has(Obstacle.NO_WORKER_QUALIFIES) || has(Obstacle.WORKERS_BUSY);
        return new WhyLine(hindered ? Mark.DOES_NOT : Mark.HOLDS, text("could_take", qualified.size(), seen), evidence);
    }

    private Evidence qualified(SeenWorker worker) {
        var name = new Names(worker.workerId());
        int needed = standing.capabilities().size();
        UUID task = worker.busyWith();
        if (task != null) {
            return evidence(
                    "busy", name, needed, new Link(ShortId.of(task), task.toString(), new Destination.ShowTask(task)));
        }
        String ago = Durations.age(Duration.between(worker.seenAt(), standing.at()));
        return worker.types().contains(standing.type())
                ? evidence("free", name, needed, ago)
                : evidence("free_other", name, needed, ago, String.join(", ", worker.types()));
    }

    private WhyLine ahead() {
        long tasks = standing.tasksAhead();
        return new WhyLine(
                tasks > 0 ? Mark.DOES_NOT : Mark.HOLDS,
                standing.aheadCapped() ? text("ahead_more", tasks - 1) : text("ahead", tasks),
                List.of(evidence(tasks == 0 ? "first" : "order")));
    }

    /** When it would start if nothing changed; null where nothing tells. */
    @Nullable Evidence estimate() {
        Optional<Duration> estimate = standing.estimate();
        if (standing.status() != TaskStatus.QUEUED || estimate.isEmpty()) {
            return null;
        }
        var rate = new Names(text("number", standing.claims() * 2));
        return evidence("estimate", rate, new Strong(Durations.age(estimate.get())));
    }

    /** What would make it start sooner, and when; null where nothing tells. */
    @Nullable String sooner() {
        Optional<Duration> estimate = standing.estimate();
        if (standing.status() != TaskStatus.QUEUED || estimate.isEmpty()) {
            return null;
        }
        double seconds = estimate.get().toSeconds();
        List<String> ways = new ArrayList<>();
        int workers = standing.qualified().size();
        if (has(Obstacle.WORKERS_BUSY)) {
            ways.add(text("one_more_worker", workers, age(seconds * workers / (workers + 1))));
        }
        Standing.Ahead highest =
                standing.ahead().isEmpty() ? null : standing.ahead().getFirst();
        if (highest != null && highest.priority() > standing.priority()) {
            double share = (highest.tasks() + 1.0) / (standing.tasksAhead() + 1);
            ways.add(text("at_priority", highest.priority(), age(seconds * share)));
        }
        return ways.isEmpty() ? null : sentence(String.join(", ", ways));
    }

    private static String age(double seconds) {
        return Durations.age(Duration.ofSeconds((long) seconds));
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
            line.evidence()
                    .forEach(each -> text.append("      ").append(each.text()).append('\n'));
        }
        return text.toString();
    }

    private boolean has(Obstacle obstacle) {
        return standing.obstacles().contains(obstacle);
    }

    private Evidence evidence(String key, Object... values) {
        return Evidence.of(texts, "why." + key, values);
    }

    private String text(String key, Object... values) {
        return texts.text("why." + key, values);
    }
}
