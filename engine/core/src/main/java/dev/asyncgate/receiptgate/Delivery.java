package dev.asyncgate.receiptgate;

import dev.asyncgate.database.Database;
import dev.asyncgate.receipt.LegiVellum;
import dev.asyncgate.receipt.ReadLegiVellum;
import dev.asyncgate.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * One round of deliveries at a time: a batch of each tenant that has something due. The receipts of a batch are of different
 * tasks and go out side by side. For one thread.
 *
 * <p>A receipt that was delivered and whose answer was lost, or whose program was killed before it took note, is delivered
 * again: under the same {@code dedupe_key}, the receipt's hash.
 */
final class Delivery {

    /** Besides the timeout of the one call: what a busy machine may need before and after it. */
    private static final Duration SLACK = Duration.ofSeconds(30);

    private static final Answer MISSING = new Answer.Refused("The receipt is not in the ledger.");
    private static final Answer UNKNOWN = new Answer.NotTried("The call broke off.");

    private final Outbox outbox;
    private final ReadLegiVellum readLegiVellum;
    private final Line line;
    private final String tenantThere;
    private final Duration claimSpan;

    Delivery(Database database, Settings.ReceiptGate receiptGate, Line line) {
        this.outbox = new Outbox(database, receiptGate.emissionMaxRetries());
        this.readLegiVellum = new ReadLegiVellum(database);
        this.line = line;
        this.tenantThere = receiptGate.tenantId();
        this.claimSpan = receiptGate.emissionTimeout().plus(SLACK);
    }

    /**
     * Delivers a batch for each tenant.
     *
     * @return whether anything was delivered: then there may be more
     */
    boolean round() {
        List<UUID> tenants = outbox.dueTenants();
        boolean delivered = false;
        if (!tenants.isEmpty() && line.isUp()) {
            for (UUID tenantId : tenants) {
                delivered |= batch(tenantId);
            }
        }
        return delivered;
    }

    private boolean batch(UUID tenantId) {
        Outbox.Claim claim = outbox.claim(tenantId, claimSpan);
        List<UUID> delivered = new ArrayList<>();
        List<UUID> notTried = new ArrayList<>();
        Map<UUID, String> failed = new HashMap<>();
        submit(claim).forEach((receiptId, answer) -> {
            switch (answer) {
                case Answer.Done() -> delivered.add(receiptId);
                case Answer.NotTried(String why) -> notTried.add(receiptId);
                case Answer.Refused(String why) -> failed.put(receiptId, why);
                case Answer.Unreachable(String why) -> failed.put(receiptId, why);
            }
        });
        if (!delivered.isEmpty()) {
            outbox.delivered(tenantId, delivered);
        }
        if (!notTried.isEmpty()) {
            outbox.released(claim, notTried);
        }
        if (!failed.isEmpty()) {
            outbox.failed(claim, failed);
        }
        return !delivered.isEmpty();
    }

    private Map<UUID, Answer> submit(Outbox.Claim claim) {
        Map<UUID, Answer> answers = new ConcurrentHashMap<>();
        claim.receiptIds().forEach(receiptId -> answers.put(receiptId, MISSING));
        if (!answers.isEmpty()) {
            try (ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor()) {
                for (LegiVellum receipt : readLegiVellum.run(claim.tenantId(), claim.receiptIds())) {
                    UUID receiptId = receipt.entry().receipt().receiptId();
                    answers.put(receiptId, UNKNOWN);
                    calls.execute(() -> answers.put(receiptId, line.submit(receipt.forReceiptGate(tenantThere))));
                }
            }
        }
        return answers;
    }
}
