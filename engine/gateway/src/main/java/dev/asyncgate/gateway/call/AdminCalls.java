package dev.asyncgate.gateway.call;

import static dev.asyncgate.gateway.call.Call.delete;
import static dev.asyncgate.gateway.call.Call.post;
import static dev.asyncgate.gateway.call.Call.put;

import dev.asyncgate.engine.Operator;
import java.util.List;

/** The calls of those who operate: on behalf of the tenant, each with an audit event. */
final class AdminCalls {

    private static final Field TASK_ID = Field.path("task_id", Shape.ID, "The task.");
    private static final Field TYPE = Field.path("type", Shape.NAME, "The type of the tasks.");
    private static final Field REASON = Field.of("reason", Shape.text(1, 1000), "Why, for the record.");

    private AdminCalls() {}

    static List<Call> all() {
        return List.of(
                revokeLease(),
                retryTask(),
                holdTask(),
                resumeTask(),
                reprioritize(),
                waive(),
                pauseType(),
                resumeType());
    }

    private static Call revokeLease() {
        return post("revoke_lease", "/v1/admin/leases/{lease_id}/revoke")
                .says("Ends somebody's lease now; the task goes back to the queue.")
                .takes(Field.path("lease_id", Shape.ID, "The lease."))
                .takes(Naming.OPERATOR)
                .takes(REASON)
                .answers(Forms.OK)
                .does((caller, in) -> {
                    operator(caller, in).revokeLease(in.id("lease_id"), in.textOrNull("reason"));
                    return Answer.ok();
                });
    }

    private static Call retryTask() {
        return post("retry_task", "/v1/admin/tasks/{task_id}/retry")
                .says("Makes a new task from one that has ended, for the same owner.")
                .takes(TASK_ID)
                .takes(Naming.OPERATOR)
                .answers(Forms.CREATED)
                .does((caller, in) -> Forms.created(operator(caller, in).retryTask(in.id("task_id"))));
    }

    private static Call holdTask() {
        return post("hold_task", "/v1/admin/tasks/{task_id}/hold")
                .says("Keeps a queued task out of the queue until it is resumed.")
                .takes(TASK_ID)
                .takes(Naming.OPERATOR)
                .takes(REASON)
                .answers(Forms.OK)
                .does((caller, in) -> {
                    operator(caller, in).holdTask(in.id("task_id"), in.textOrNull("reason"));
                    return Answer.ok();
                });
    }

    private static Call resumeTask() {
        return post("resume_task", "/v1/admin/tasks/{task_id}/resume")
                .says("Lets a held task back into the queue.")
                .takes(TASK_ID)
                .takes(Naming.OPERATOR)
                .answers(Forms.OK)
                .does((caller, in) -> {
                    operator(caller, in).resumeTask(in.id("task_id"));
                    return Answer.ok();
                });
    }

    private static Call reprioritize() {
        return post("reprioritize_task", "/v1/admin/tasks/{task_id}/priority")
                .says("Changes the priority of a task that has not ended.")
                .takes(TASK_ID)
                .takes(Naming.OPERATOR)
                .takes(Field.of("priority", Shape.whole(Integer.MIN_VALUE, Integer.MAX_VALUE), "Higher first.")
                        .mandatory())
                .answers(Forms.OK)
                .does((caller, in) -> {
                    operator(caller, in).reprioritize(in.id("task_id"), in.whole("priority", 0));
                    return Answer.ok();
                });
    }

    private static Call waive() {
        return post("waive_obligation", "/v1/admin/receipts/{receipt_id}/waive")
                .says("Closes an obligation that will never be proven.")
                .takes(Field.path("receipt_id", Shape.ID, "The obligation."))
                .takes(Naming.OPERATOR)
                .takes(REASON.mandatory())
                .answers(Forms.OK)
                .answers(Field.of("receipt_id", Shape.ID, "The receipt that closes it.")
                        .mandatory())
                .does((caller, in) -> new Answer()
                        .put("ok", true)
                        .put("receipt_id", operator(caller, in).waiveObligation(in.id("receipt_id"), in.text("reason")))
                        .node());
    }

    private static Call pauseType() {
        return put("pause_type", "/v1/admin/paused-types/{type}")
                .says("Gives out no more tasks of a type until it is resumed.")
                .takes(TYPE)
                .takes(Naming.OPERATOR)
                .takes(REASON)
                .answers(Forms.OK)
                .does((caller, in) -> {
                    operator(caller, in).pauseType(in.text("type"), in.textOrNull("reason"));
                    return Answer.ok();
                });
    }

    private static Call resumeType() {
        return delete("resume_type", "/v1/admin/paused-types/{type}")
                .says("Gives out tasks of a type again.")
                .takes(TYPE)
                .takes(Naming.OPERATOR)
                .answers(Forms.OK)
                .does((caller, in) -> {
                    operator(caller, in).resumeType(in.text("type"));
                    return Answer.ok();
                });
    }

    private static Operator operator(Caller caller, Arguments in) {
        return caller.operator(Naming.operator(caller, in));
    }
}
