package dev.asyncgate.doctor;

import dev.asyncgate.doctor.Rule.Over;
import dev.asyncgate.doctor.Rule.Severity;
import java.util.List;

/** What ought to be true of receipts on their way to a ReceiptGate. The ledger here is whole whatever becomes of them. */
final class DeliveryRules {

    private static final Rule ACCEPTED = new Rule(
            Over.TENANT,
            Severity.ATTENTION,
            "ReceiptGate takes every receipt",
            "Mend what it refuses, there or here, then run asyncgate receiptgate retry. Nothing is missing in this ledger.",
            """
            SELECT o.receipt_id AS subject, 'it is parked since ' || iso_instant(o.parked_at) || ', after ' || o.attempts
                       || ' attempts: ' || coalesce(o.last_error, 'nobody knows why') AS found
            FROM outbox o, scope
            WHERE o.tenant_id = scope.tenant_id AND o.parked_at IS NOT NULL
            ORDER BY o.parked_at DESC, o.receipt_id DESC LIMIT 1000
            """);

    private static final Rule DELIVERED = new Rule(
            Over.TENANT,
            Severity.ATTENTION,
            "Receipts reach ReceiptGate within ten minutes",
            "See that RECEIPTGATE_ENDPOINT answers and that a program with RECEIPT_MODE=receiptgate_integrated runs.",
            """
            SELECT w.n || ' receipts' AS subject, 'the oldest waits since ' || iso_instant(w.oldest_at)
                       || coalesce('; ' || w.last_error, '') AS found
            FROM (SELECT count(*) AS n, min(o.created_at) AS oldest_at,
                         (array_agg(o.last_error ORDER BY o.position) FILTER (WHERE o.last_error IS NOT NULL))[1] AS last_error
                  FROM outbox o, scope WHERE o.tenant_id = scope.tenant_id AND o.parked_at IS NULL) w
            WHERE w.oldest_at < (SELECT gate_now()) - interval '10 min'
            """);

    static final List<Rule> ALL = List.of(ACCEPTED, DELIVERED);

    private DeliveryRules() {}
}
