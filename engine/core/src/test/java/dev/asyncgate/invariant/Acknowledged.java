package dev.asyncgate.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.invariant.Ledger.LeaseRow;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/**
 * What clients were told that it was done, each thing noted after the answer had come, to be held against what the database
 * says in the end. Thread-safe.
 */
public final class Acknowledged {

    /** One answer, as a line of text: what was done, to which task, under which lease, by which worker; "-" for none. */
    private record Act(String deed, UUID taskId, String leaseId, String workerId) {

        static Act parse(String line) {
            String[] words = line.split(" ", -1);
            return new Act(words[0], UUID.fromString(words[1]), words[2], words[3]);
        }

        UUID lease() {
            return UUID.fromString(leaseId);
        }
    }

    private final Queue<Act> acts = new ConcurrentLinkedQueue<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();

    /** Notes what another program says that it was told. */
    public void hear(String line) {
        if (line.startsWith("fault ")) {
            fault(line.substring("fault ".length()));
        } else {
            acts.add(Act.parse(line));
        }
    }

    /** Notes an answer that nobody should get, whatever goes wrong elsewhere. */
    public void fault(String message) {
        faults.add(message);
    }

    public void created(UUID taskId) {
        hear("created " + taskId + " - -");
    }

    public void claimed(UUID taskId, UUID leaseId, String workerId) {
        hear("claimed " + taskId + " " + leaseId + " " + workerId);
    }

    public void completed(UUID taskId, UUID leaseId, String workerId) {
        hear("completed " + taskId + " " + leaseId + " " + workerId);
    }

    /** A failure was taken in. */
    public void failed(UUID taskId, UUID leaseId, String workerId, boolean requeued) {
        hear((requeued ? "retried " : "failed ") + taskId + " " + leaseId + " " + workerId);
    }

    /** How much was acknowledged so far. */
    public int count() {
        return acts.size();
    }

    /** Nobody was told what nobody should be told; to be asked early, for whoever was told it may have gone home. */
    public void assertNoFaults() {
        assertThat(faults).as("answers that nobody should get").isEmpty();
    }

    /** All of it is there, no lease was given to two, no task was ended by two, and what there is besides is sound too. */
    public void assertKept(Ledger ledger) {
        assertNoFaults();
        LedgerAssert.assertSound(ledger);
        acts.forEach(act -> assertKept(act, ledger));
        assertThat(acts.stream()
                        .filter(act -> act.deed().equals("claimed"))
                        .collect(Collectors.groupingBy(Act::leaseId, Collectors.counting())))
                .as("each lease was given once")
                .allSatisfy((lease, times) -> assertThat(times).as(lease).isEqualTo(1));
        assertThat(acts.stream()
                        .filter(act -> List.of("completed", "failed").contains(act.deed()))
                        .collect(Collectors.groupingBy(
                                Act::taskId, Collectors.mapping(Act::leaseId, Collectors.toSet()))))
                .as("each task was ended under one lease")
                .allSatisfy(
                        (task, leases) -> assertThat(leases).as(task.toString()).hasSize(1));
    }

    private static void assertKept(Act act, Ledger ledger) {
        switch (act.deed()) {
            case "created" -> ledger.task(act.taskId());
            case "claimed" -> {
                LeaseRow lease = ledger.lease(act.lease());
                assertThat(lease.taskId()).as("%s", act).isEqualTo(act.taskId());
                assertThat(lease.workerId()).as("%s", act).isEqualTo(act.workerId());
            }
            case "completed" -> ended(act, ledger, "succeeded", "completed");
            case "failed" -> ended(act, ledger, "failed", "failed");
            case "retried" ->
                assertThat(ledger.lease(act.lease()).endReason()).as("%s", act).isEqualTo("retried");
            default -> throw new AssertionError("nobody acknowledges " + act);
        }
    }

    private static void ended(Act act, Ledger ledger, String status, String reason) {
        assertThat(ledger.task(act.taskId()).status()).as("%s", act).isEqualTo(status);
        assertThat(ledger.lease(act.lease()).endReason()).as("%s", act).isEqualTo(reason);
    }
}
