package dev.asyncgate.app.leases;

import dev.asyncgate.lease.LeaseBucket;
import dev.asyncgate.lease.LeaseEnd;
import dev.asyncgate.lease.LeaseSpan;
import dev.asyncgate.lease.LeaseWindow;
import dev.asyncgate.lease.NextExpiry;
import dev.asyncgate.task.TaskStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An invented afternoon of fourteen workers and some dozens of leases, every end among them. */
final class Afternoon {

    static final Instant START = Instant.parse("2026-11-23T14:00:00Z");
    static final Instant NOW = START.plusSeconds(2402);
    static final TimeWindow WINDOW = new TimeWindow(START.plusSeconds(120), START.plusSeconds(46 * 60));

    private Afternoon() {}

    static List<LeaseSpan> leases() {
        String path = "afternoon.txt";
        try (InputStream in = Objects.requireNonNull(Afternoon.class.getResourceAsStream(path), path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(Afternoon::lease)
                    .sorted(Comparator.comparing(LeaseSpan::acquiredAt).thenComparing(LeaseSpan::leaseId))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lease that expired, was refused later, and whose task another worker took on. */
    static LeaseSpan expired() {
        return leases().stream()
                .filter(lease -> lease.workerId().equals("gpu-8") && lease.endReason() == LeaseEnd.EXPIRED)
                .findFirst()
                .orElseThrow();
    }

    static LeaseReads reads() {
        List<LeaseSpan> leases = leases();
        return new LeaseReads(
                question -> data(leases, question),
                Afternoon::hours,
                (leaseId, taskId) -> dossier(leases, leaseId, taskId));
    }

    static LeaseData data(List<LeaseSpan> leases, LeaseReads.Question question) {
        TimeWindow window = question.window();
        List<LeaseSpan> inside = leases.stream()
                .filter(lease -> lease.acquiredAt().isBefore(window.to()))
                .filter(lease -> lease.endedAt() == null || !lease.endedAt().isBefore(window.from()))
                .toList();
        List<LeaseSpan> live = leases.stream().filter(LeaseSpan::isLive).toList();
        NextExpiry.@Nullable Expiry next = live.stream()
                .min(Comparator.comparing(LeaseSpan::expiresAt))
                .map(lease ->
                        new NextExpiry.Expiry(lease.leaseId(), lease.taskId(), lease.workerId(), lease.expiresAt()))
                .orElse(null);
        var read = new LeaseWindow(NOW, window.from(), window.to(), inside, false, live.size());
        return new LeaseData(read, question.laneBy(), false, Duration.ofSeconds(30), next);
    }

    static LeaseDossier dossier(List<LeaseSpan> leases, UUID leaseId, UUID taskId) {
        List<LeaseSpan> ofTask =
                leases.stream().filter(lease -> lease.taskId().equals(taskId)).toList();
        LeaseSpan lease = ofTask.stream()
                .filter(candidate -> candidate.leaseId().equals(leaseId))
                .findFirst()
                .orElseThrow();
        return new LeaseDossier(lease, TaskStatus.RUNNING, ofTask, List.of());
    }

    private static List<LeaseBucket> hours(LeaseCounts.Slice slice) {
        var random = new Random(slice.from().getEpochSecond());
        var buckets = new ArrayList<LeaseBucket>();
        for (int i = 0; i < LeaseCounts.BUCKETS; i++) {
            Instant at = slice.from().plus(slice.bucket().multipliedBy(i));
            if (at.isBefore(NOW)) {
                int live = 5 + random.nextInt(12);
                Map<LeaseEnd, Integer> ended = random.nextInt(6) == 0 ? Map.of(LeaseEnd.FAILED, 3) : Map.of();
                buckets.add(new LeaseBucket("", at, live, live, ended));
            }
        }
        return buckets;
    }

    private static LeaseSpan lease(String line) {
        String[] parts = line.split("\\|", -1);
        boolean live = parts[3].equals("active");
        Instant acquired = at(parts[1]);
        Instant ended = live ? null : at(parts[2]);
        List<LeaseSpan.Renewal> renewals = Arrays.stream(parts[7].split(" ", -1))
                .filter(text -> !text.isEmpty())
                .map(text -> new LeaseSpan.Renewal(at(text), at(text).plusSeconds(120)))
                .toList();
        String[] late = parts[8].split(" ", -1);
        return new LeaseSpan(
                UUID.nameUUIDFromBytes(line.getBytes(StandardCharsets.UTF_8)),
                UUID.fromString("01a208cb-1b1c-7c52-8e04-3b77" + parts[5]),
                parts[4],
                parts[0],
                "a1",
                List.of("gpu", "latex"),
                acquired,
                Duration.ofMinutes(2),
                live ? at(parts[6]) : Objects.requireNonNull(ended),
                renewals,
                parts[9].isEmpty() ? acquired.plusSeconds(2) : null,
                ended,
                live ? null : LeaseEnd.ofWireName(parts[3]),
                late.length < 2
                        ? List.of()
                        : List.of(new LeaseSpan.LateAttempt(at(late[0]), late[1], "LEASE_INVALID_OR_EXPIRED")));
    }

    private static Instant at(String minutes) {
        return START.plusMillis(Math.round(Double.parseDouble(minutes) * 60_000));
    }
}
