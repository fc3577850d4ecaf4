package dev.asyncgate.gateway.call;

import static dev.asyncgate.gateway.call.Call.get;
import static dev.asyncgate.gateway.call.Call.post;

import dev.asyncgate.error.GateException;
import dev.asyncgate.gateway.call.Call.Hints;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.receipt.Bootstrap;
import dev.asyncgate.receipt.Ledger;
import dev.asyncgate.receipt.LedgerFilter;
import dev.asyncgate.receipt.LedgerPage;
import dev.asyncgate.receipt.LedgerStatus;
import dev.asyncgate.receipt.OpenObligations;
import dev.asyncgate.receipt.ReceiptGraph;
import dev.asyncgate.receipt.ReceiptType;
import dev.asyncgate.receipt.Relationship;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The calls of those who are owed and owe: receipts, lineage, obligations. */
final class ReceiptCalls {

    private static final Shape RECEIPT = new Shape.Members(Forms.RECEIPT);
    private static final Shape RECEIPT_TYPES = new Shape.Choice(
            Arrays.stream(ReceiptType.values()).map(ReceiptType::wireName).toList());
    private static final Shape LEDGER_STATUS = new Shape.Choice(
            Arrays.stream(LedgerStatus.values()).map(LedgerStatus::wireName).toList());

    private static final Field SINCE = Field.query(
            "since_receipt_id", Shape.text(1, 1000), "Go on after this receipt, or after a page's next_cursor.");
    private static final Field LIMIT = Field.query("limit", Shape.whole(1, 200), "Most receipts; 50 when absent.");
    private static final Field RECEIPT_ID = Field.path("receipt_id", Shape.ID, "The receipt.");
    private static final List<Field> PAGE = List.of(
            Field.of("receipts", Shape.listOf(RECEIPT, 200), "In the order of the ledger, parents before children.")
                    .mandatory(),
            Field.of("next_cursor", Shape.text(1, 1000), "The way on; null when the page was not full."));

    private static final Shape SERVER = Shape.Members.of(
            Field.of("name", Shape.NAME, "AsyncGate.").mandatory(),
            Field.of("version", Shape.NAME, "Of the program.").mandatory(),
            Field.of("instance_id", Shape.NAME, "Which instance answers.").mandatory(),
            Field.of("environment", Shape.choice("development", "staging", "production"), "How strict it is.")
                    .mandatory(),
            Field.of("uptime", Shape.whole(0, Long.MAX_VALUE), "Seconds since its start.")
                    .mandatory());

    private static final Shape RELATIONSHIP = Shape.Members.of(
            Field.of("principal_kind", Shape.NAME, "What sort of actor.").mandatory(),
            Field.of("principal_id", Shape.NAME, "Its id.").mandatory(),
            Field.of("principal_instance_id", Shape.NAME, "Its instance."),
            Field.of("first_seen_at", Shape.MOMENT, "When it asked first.").mandatory(),
            Field.of("last_seen_at", Shape.MOMENT, "When it asked last.").mandatory(),
            Field.of("sessions_count", Shape.whole(0, Long.MAX_VALUE), "How often it has asked.")
                    .mandatory());

    private static final Shape EDGE = Shape.Members.of(
            Field.of("parent", Shape.ID, "The cause.").mandatory(),
            Field.of("child", Shape.ID, "What follows from it.").mandatory(),
            Field.of("child_type", RECEIPT_TYPES, "The type of what follows.").mandatory());

    private ReceiptCalls() {}

    static List<Call> all(About about, Deliveries deliveries) {
        return List.of(
                listReceipts(deliveries),
                ledger(),
                getReceipt(),
                children(),
                ack(),
                lineage(),
                openObligations(about),
                bootstrap(about));
    }

    private static Call listReceipts(Deliveries deliveries) {
        return get("list_receipts", "/v1/receipts")
                .access(Access.TASKER_OR_TASKEE)
                .tool(Hints.READ_ONLY)
                .says("Reads what is addressed to a principal: its inbox, oldest first.")
                .takes(
                        Field.query("to_kind", Naming.KIND, "The kind of the principal.")
                                .mandatory(),
                        Field.query("to_id", Naming.RAW_ID, "The id of the principal.")
                                .mandatory(),
                        SINCE,
                        LIMIT)
                .answers(PAGE)
                .does((caller, in) -> inbox(caller, in, deliveries));
    }

    /** An admin key may look into anybody's inbox, the engine's too; that marks nothing as delivered. */
    private static ObjectNode inbox(Caller caller, Arguments in, Deliveries deliveries) {
        PrincipalKind kind = PrincipalKind.parse(in.text("to_kind"));
        Principal named = Principal.of(kind, in.text("to_id"));
        if (caller.isAdmin() && named.isInternal()) {
            return page(caller.inspector().listReceipts(named, in.textOrNull("since_receipt_id"), caller.limit(in)));
        }
        Principal principal = caller.speakingAs(kind, in.text("to_id"), null);
        LedgerPage page = caller.tasker(principal).listReceipts(in.textOrNull("since_receipt_id"), caller.limit(in));
        if (kind != PrincipalKind.HUMAN) {
            deliveries.note(caller.tenantId(), page.entries());
        }
        return page(page);
    }

    private static Call ledger() {
        return get("ledger", "/v1/receipts/ledger")
                .access(Access.TASKER)
                .says("Reads the ledger in the LegiVellum receipt schema, by task, lease, status or type.")
                .takes(
                        Field.query("task_id", Shape.ID, "Only receipts of this task."),
                        Field.query("lease_id", Shape.ID, "Only receipts of this lease."),
                        Field.query("status", LEDGER_STATUS, "Only receipts of this status."),
                        Field.query("receipt_type", RECEIPT_TYPES, "Only receipts of this type."),
                        SINCE,
                        LIMIT)
                .answers(
                        Field.of("receipts", Shape.listOf(Shape.OBJECT, 200), "LegiVellum receipts.")
                                .mandatory(),
                        Field.of("next_cursor", Shape.text(1, 1000), "The way on; null when the page was not full."))
                .does((caller, in) -> {
                    String status = in.textOrNull("status");
                    String type = in.textOrNull("receipt_type");
                    LedgerFilter filter = new LedgerFilter(
                            in.idOrNull("task_id"),
                            in.idOrNull("lease_id"),
                            type == null ? null : ReceiptType.ofWireName(type),
                            status == null ? null : LedgerStatus.ofWireName(status));
                    return ledger(
                            caller,
                            caller.inspector()
                                    .ledger(
                                            filter,
                                            Ledger.Order.OLDEST_FIRST,
                                            in.textOrNull("since_receipt_id"),
                                            caller.limit(in)));
                });
    }

    private static ObjectNode ledger(Caller caller, LedgerPage page) {
        List<UUID> ids = page.entries().stream()
                .map(entry -> entry.receipt().receiptId())
                .toList();
        return new Answer()
                .list(
                        "receipts",
                        caller.inspector().legiVellum(ids).stream()
                                .map(receipt -> receipt.inLedger(caller.tenantId()))
                                .toList())
                .put("next_cursor", page.nextCursor())
                .node();
    }

    private static Call getReceipt() {
        return get("get_receipt", "/v1/receipts/{receipt_id}")
                .access(Access.TASKER_OR_TASKEE)
                .says("Reads one receipt.")
                .takes(RECEIPT_ID)
                .answers(Forms.RECEIPT)
                .does((caller, in) -> Forms.entry(caller.inspector().getReceipt(in.id("receipt_id"))));
    }

    private static Call children() {
        return get("receipt_children", "/v1/receipts/{receipt_id}/children")
                .access(Access.TASKER_OR_TASKEE)
                .says("Reads the receipts that follow from one directly.")
                .takes(RECEIPT_ID)
                .answers(Field.of("receipts", Shape.listOf(RECEIPT, 1000), "At most 1,000.")
                        .mandatory())
                .does((caller, in) -> new Answer()
                        .list(
                                "receipts",
                                caller.inspector().receiptChildren(in.id("receipt_id"), 1000).stream()
                                        .map(Forms::entry)
                                        .toList())
                        .node());
    }

    private static Call ack() {
        return post("ack_receipt", "/v1/receipts/{receipt_id}/ack")
                .access(Access.TASKER_OR_TASKEE)
                .tool(Hints.IDEMPOTENT)
                .says("Acknowledges a receipt that is addressed to the principal.")
                .takes(RECEIPT_ID)
                .takes(Naming.IN_BODY)
                .answers(Forms.OK)
                .does((caller, in) -> {
                    caller.tasker(Naming.principal(caller, in)).ackReceipt(in.id("receipt_id"));
                    return Answer.ok();
                });
    }

    private static Call lineage() {
        return get("lineage", "/v1/lineage")
                .access(Access.TASKER)
                .tool(Hints.READ_ONLY)
                .says("Walks the graph of receipts around a task or a receipt: what it follows from and what follows.")
                .takes(
                        Field.query("task_id", Shape.ID, "Around this task; or give receipt_id."),
                        Field.query("receipt_id", Shape.ID, "Around this receipt; or give task_id."),
                        Field.query("depth", Shape.whole(1, 100), "Edges to go, both ways; 10 when absent."),
                        Field.query("limit", Shape.whole(1, 1000), "Most receipts; 200 when absent."))
                .answers(
                        Field.of("receipts", Shape.listOf(RECEIPT, 1000), "Parents before children.")
                                .mandatory(),
                        Field.of("edges", Shape.listOf(EDGE, 10_000), "Between these receipts.")
                                .mandatory(),
                        Field.of("truncated", Shape.FLAG, "Whether anything beyond was left out.")
                                .mandatory())
                .does(ReceiptCalls::walk);
    }

    private static ObjectNode walk(Caller caller, Arguments in) {
        UUID taskId = in.idOrNull("task_id");
        UUID receiptId = in.idOrNull("receipt_id");
        int depth = in.whole("depth", 10);
        int limit = in.whole("limit", 200);
        ReceiptGraph graph;
        if (taskId != null && receiptId == null) {
            graph = caller.inspector().lineageOfTask(taskId, depth, limit);
        } else if (receiptId != null && taskId == null) {
            graph = caller.inspector().lineageOfReceipt(receiptId, depth, limit);
        } else {
            throw GateException.invalid(
                    "task_id",
                    "Lineage is asked by exactly one of task_id and receipt_id; found "
                            + (taskId == null ? "none." : "both."));
        }
        return new Answer()
                .list("receipts", graph.entries().stream().map(Forms::entry).toList())
                .list("edges", graph.edges().stream().map(ReceiptCalls::edge).toList())
                .put("truncated", graph.truncated())
                .node();
    }

    private static ObjectNode edge(ReceiptGraph.Edge edge) {
        return new Answer()
                .put("parent", edge.parent())
                .put("child", edge.child())
                .put("child_type", edge.childType().wireName())
                .node();
    }

    private static Call openObligations(About about) {
        return get("open_obligations", "/v1/obligations/open")
                .access(Access.TASKER_OR_TASKEE)
                .tool(Hints.READ_ONLY)
                .says("Lists what a principal is still owed: obligations that nothing has discharged, oldest first.")
                .takes(Naming.OPTIONAL_IN_QUERY)
                .takes(SINCE, LIMIT)
                .answers(
                        Field.of("server", SERVER, "Who answers.").mandatory(),
                        Field.of("relationship", RELATIONSHIP, "Since when the principal has been asking."),
                        Field.of("open_obligations", Shape.listOf(RECEIPT, 200), "Oldest first.")
                                .mandatory(),
                        Field.of("cursor", Shape.text(1, 1000), "The way on; null at the end."))
                .does((caller, in) -> {
                    OpenObligations.Page page = owed(caller, in);
                    return new Answer()
                            .put("server", about.server(caller.gate()))
                            .put("relationship", relationship(page.relationship(), in))
                            .list(
                                    "open_obligations",
                                    page.obligations().stream()
                                            .map(receipt -> Forms.receipt(receipt, null))
                                            .toList())
                            .put("cursor", page.nextCursor())
                            .node();
                });
    }

    /** Without a principal: everybody's, for an admin key. */
    private static OpenObligations.Page owed(Caller caller, Arguments in) {
        String since = in.textOrNull("since_receipt_id");
        int limit = caller.limit(in);
        if (in.has("principal_kind") != in.has("principal_id")) {
            throw GateException.invalid(
                    in.has("principal_kind") ? "principal_id" : "principal_kind",
                    "principal_kind and principal_id go together: give both or neither.");
        }
        if (!in.has("principal_id")) {
            caller.requireAdmin("The obligations of a whole tenant take an admin key; name a principal.");
            return caller.inspector().openObligations(limit, since);
        }
        Principal named = Principal.of(PrincipalKind.parse(in.text("principal_kind")), in.text("principal_id"));
        return caller.isAdmin() && named.isInternal()
                ? caller.gate().tasker(caller.tenantId(), named).openObligations(limit, since)
                : caller.tasker(Naming.principal(caller, in)).openObligationsOfSession(limit, since);
    }

    private static @Nullable Answer relationship(@Nullable Relationship relationship, Arguments in) {
        return relationship == null
                ? null
                : new Answer()
                        .put("principal_kind", relationship.principal().kind().wireName())
                        .put("principal_id", relationship.principal().id())
                        .put("principal_instance_id", in.textOrNull("principal_instance_id"))
                        .put("first_seen_at", relationship.firstSeenAt())
                        .put("last_seen_at", relationship.lastSeenAt())
                        .put("sessions_count", relationship.sessionsCount());
    }

    private static Call bootstrap(About about) {
        Shape nothing = Shape.listOf(Shape.OBJECT, 0);
        return get("bootstrap", "/v1/bootstrap")
                .access(Access.TASKER_OR_TASKEE)
                .tool(Hints.READ_ONLY)
                .deprecatedFor("/v1/obligations/open")
                .says("Reads a principal's inbox in the shape of old clients; /v1/obligations/open replaces it.")
                .takes(Naming.IN_QUERY)
                .takes(SINCE, LIMIT)
                .answers(
                        Field.of("server", SERVER, "Who answers.").mandatory(),
                        Field.of("relationship", RELATIONSHIP, "Since when the principal has been asking."),
                        Field.of(
                                        "attention",
                                        Shape.Members.of(
                                                Field.of("inbox_receipts", Shape.listOf(RECEIPT, 200), "The inbox."),
                                                Field.of("assigned_tasks", nothing, "Always empty."),
                                                Field.of("waiting_results", nothing, "Always empty."),
                                                Field.of("running_or_scheduled", nothing, "Always empty."),
                                                Field.of(
                                                        "anomalies",
                                                        Shape.listOf(RECEIPT, 200),
                                                        "Those of the inbox.")),
                                        "What to look at.")
                                .mandatory(),
                        Field.of(
                                        "cursor",
                                        Shape.Members.of(Field.of("latest_receipt_id", Shape.ID, "Go on after it.")),
                                        "Where to go on.")
                                .mandatory())
                .does((caller, in) -> {
                    Bootstrap bootstrap = caller.tasker(Naming.principal(caller, in))
                            .bootstrap(in.textOrNull("since_receipt_id"), caller.limit(in));
                    Answer attention = new Answer()
                            .list(
                                    "inbox_receipts",
                                    bootstrap.inbox().stream().map(Forms::entry).toList())
                            .list("assigned_tasks", List.of())
                            .list("waiting_results", List.of())
                            .list("running_or_scheduled", List.of())
                            .list(
                                    "anomalies",
                                    bootstrap.anomalies().stream()
                                            .map(Forms::entry)
                                            .toList());
                    return new Answer()
                            .put("server", about.server(caller.gate()))
                            .put("relationship", relationship(bootstrap.relationship(), in))
                            .put("attention", attention)
                            .put("cursor", new Answer().put("latest_receipt_id", bootstrap.latestReceiptId()))
                            .node();
                });
    }

    private static ObjectNode page(LedgerPage page) {
        return new Answer()
                .list("receipts", page.entries().stream().map(Forms::entry).toList())
                .put("next_cursor", page.nextCursor())
                .node();
    }
}
