package dev.asyncgate.app.obligations;

import dev.asyncgate.app.words.Curl;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.receipt.Why;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How whoever completed a task without proof supplies it; where the work lies is to be filled in. */
record AmendRequest(UUID taskId, UUID leaseId, String workerId) {

    private static final String ARTIFACT = "s3://BUCKET/KEY";

    /** Of an obligation that a completion could not discharge; empty for any other. */
    static Optional<AmendRequest> of(ObligationDossier dossier) {
        if (!(dossier.explained().why() instanceof Why.Unproven(UUID completed, var at, String worker))) {
            return Optional.empty();
        }
        return dossier.path().stream()
                .filter(receipt -> receipt.receiptId().equals(completed))
                .findFirst()
                .flatMap(receipt -> of(receipt, worker));
    }

    private static Optional<AmendRequest> of(Receipt completed, String worker) {
        UUID task = completed.taskId();
        UUID lease = completed.leaseId();
        return task == null || lease == null ? Optional.empty() : Optional.of(new AmendRequest(task, lease, worker));
    }

    String target() {
        return "/v1/tasks/" + taskId + "/amend";
    }

    String body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("worker_id", workerId).put("lease_id", leaseId.toString());
        body.putArray("artifacts").add(ARTIFACT);
        return body.toString();
    }

    String asCurl(Curl curl) {
        return curl.of("POST", target(), "application/json", body());
    }
}
