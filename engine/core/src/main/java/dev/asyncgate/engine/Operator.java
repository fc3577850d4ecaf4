package dev.asyncgate.engine;

import dev.asyncgate.access.ApiKey;
import dev.asyncgate.access.CallLimit;
import dev.asyncgate.access.CallLimits;
import dev.asyncgate.access.CreatedKey;
import dev.asyncgate.access.Grant;
import dev.asyncgate.audit.Actor;
import dev.asyncgate.bulk.BulkAct;
import dev.asyncgate.bulk.PreviewBulk;
import dev.asyncgate.bulk.RunBulk;
import dev.asyncgate.database.ReadyTasks;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.schedule.Schedule;
import dev.asyncgate.schedule.SteerSchedule;
import dev.asyncgate.task.Cancellation;
import dev.asyncgate.task.CreatedTask;
import dev.asyncgate.task.FreezeTasks;
import dev.asyncgate.task.PauseType;
import dev.asyncgate.task.TaskFilter;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who acts on behalf of a tenant: bound to the tenant and to the person or program that acts. Each act that changes
 * something is an audit event, in the transaction of the change. Thread-safe.
 */
public final class Operator {

    private final Operations operations;
    private final UUID tenantId;
    private final Actor operator;

    Operator(Operations operations, UUID tenantId, Actor operator) {
        this.operations = operations;
        this.tenantId = tenantId;
        this.operator = operator;
    }

    /** Who acts. */
    public Principal principal() {
        return operator.principal();
    }

    /** See {@link dev.asyncgate.task.CancelTask}; an operator may cancel anybody's. */
    public Cancellation cancelTask(UUID taskId, @Nullable String reason) {
        return announced(operations.cancelTask().run(tenantId, operator, true, taskId, reason));
    }

    /** See {@link dev.asyncgate.task.RetryTask}. */
    public CreatedTask retryTask(UUID taskId) {
        CreatedTask created = operations.retryTask().run(tenantId, operator, taskId, operations.newId());
        operations.announce(tenantId, ReadyTasks.UNKNOWN);
        return created;
    }

    /** See {@link dev.asyncgate.task.SteerTask#hold}. */
    public void holdTask(UUID taskId, @Nullable String reason) {
        operations.steerTask().hold(tenantId, operator, taskId, reason);
        operations.announce(tenantId);
    }

    /** See {@link dev.asyncgate.task.SteerTask#resume}. */
    public void resumeTask(UUID taskId) {
        operations.steerTask().resume(tenantId, operator, taskId);
        operations.announce(tenantId, ReadyTasks.UNKNOWN);
    }

    /** See {@link dev.asyncgate.task.SteerTask#reprioritize}. */
    public void reprioritize(UUID taskId, int priority) {
        operations.steerTask().reprioritize(tenantId, operator, taskId, priority);
        operations.announce(tenantId);
    }

    /**
     * Names every task that matches, for what is then done to these and no others. See {@link
     * dev.asyncgate.task.FreezeTasks}.
     */
    public FreezeTasks.Frozen freeze(TaskFilter filter, FreezeTasks.Progress progress) {
        return operations.freezeTasks().run(tenantId, filter, progress);
    }

    /** Names these tasks, for what is then done to them. */
    public FreezeTasks.Frozen freeze(List<UUID> taskIds) {
        return operations.freezeTasks().run(taskIds);
    }

    /** See {@link dev.asyncgate.bulk.PreviewBulk}. */
    public PreviewBulk.Preview preview(BulkAct act, List<UUID> taskIds) {
        return operations.previewBulk().run(tenantId, act, taskIds);
    }

    /** See {@link RunBulk}. */
    public RunBulk.Summary runBulk(BulkAct act, List<UUID> taskIds, RunBulk.Progress progress) {
        Runnable announce = () -> operations.announce(tenantId, ReadyTasks.UNKNOWN);
        return operations
                .runBulk()
                .run(tenantId, operator, act, taskIds, operations::newId, announce, progress);
    }

    /** See {@link PauseType#pause}. */
    public void pauseType(String type, @Nullable String reason) {
        if (operations.pauseType().pause(tenantId, operator, type, reason)) {
            operations.announce(tenantId);
        }
    }

    /** See {@link PauseType#resume}. */
    public void resumeType(String type) {
        if (operations.pauseType().resume(tenantId, operator, type)) {
            operations.announce(tenantId, ReadyTasks.UNKNOWN);
        }
    }

    /** The types that are paused, by name. */
    public List<PauseType.Paused> pausedTypes() {
        return operations.pauseType().list(tenantId);
    }

    /** See {@link dev.asyncgate.lease.RevokeLease}. */
    public void revokeLease(UUID leaseId, String reason) {
        operations.revokeLease().run(tenantId, operator, leaseId, reason);
        operations.announce(tenantId, ReadyTasks.UNKNOWN);
    }

    /** See {@link dev.asyncgate.receipt.WaiveObligation}. */
    public UUID waiveObligation(UUID receiptId, String reason) {
        return announced(operations.waiveObligation().run(tenantId, operator, receiptId, reason));
    }

    /** See {@link SteerSchedule#operated}. */
    public Schedule pauseSchedule(UUID scheduleId, @Nullable String reason) {
        return steerSchedule(SteerSchedule.Change.PAUSE, scheduleId, reason);
    }

    /** See {@link SteerSchedule#operated}. */
    public Schedule resumeSchedule(UUID scheduleId) {
        return steerSchedule(SteerSchedule.Change.RESUME, scheduleId, null);
    }

    /** See {@link SteerSchedule#operated}. */
    public Schedule deleteSchedule(UUID scheduleId, @Nullable String reason) {
        return steerSchedule(SteerSchedule.Change.DELETE, scheduleId, reason);
    }

    /** See {@link dev.asyncgate.access.CreateKey}. */
    public CreatedKey createKey(Grant grant) {
        return announced(operations.createKey().run(tenantId, operator, grant));
    }

    /** The keys of the tenant, revoked and expired ones too, the oldest first. */
    public List<ApiKey> listKeys() {
        return operations.listKeys().run(tenantId);
    }

    /** See {@link dev.asyncgate.access.RevokeKey}. */
    public void revokeKey(UUID keyId) {
        operations.revokeKey().run(tenantId, operator, keyId);
        operations.verifyKey().forget();
        operations.announce(tenantId);
    }

    /** See {@link dev.asyncgate.access.ListLimits}. */
    public CallLimits limits() {
        return operations.listLimits().run(tenantId);
    }

    /** Sets or removes the limit of a key, or with null the tenant's. See {@link dev.asyncgate.access.SetLimit}. */
    public void setLimit(@Nullable UUID keyId, @Nullable CallLimit limit) {
        operations.setLimit().run(tenantId, operator, keyId, limit);
        operations.verifyKey().forget();
        operations.announce(tenantId);
    }

    private Schedule steerSchedule(SteerSchedule.Change change, UUID scheduleId, @Nullable String reason) {
        return announced(operations.steerSchedule().operated(tenantId, operator, change, scheduleId, reason));
    }

    /** See {@link dev.asyncgate.receiptgate.RetryParked#one}. */
    public void retryParkedReceipt(UUID receiptId) {
        operations.retryParked().one(tenantId, operator, receiptId);
        operations.announce(tenantId);
    }

    /** See {@link dev.asyncgate.receiptgate.RetryParked#all}. */
    public long retryParkedReceipts() {
        return announced(operations.retryParked().all(tenantId, operator));
    }

    private <T> T announced(T answer) {
        operations.announce(tenantId);
        return answer;
    }
}
