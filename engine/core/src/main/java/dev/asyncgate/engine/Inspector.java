package dev.asyncgate.engine;

import dev.asyncgate.audit.AuditFilter;
import dev.asyncgate.audit.AuditPage;
import dev.asyncgate.doctor.Activity;
import dev.asyncgate.doctor.Check;
import dev.asyncgate.doctor.Diagnosis;
import dev.asyncgate.doctor.Doctor;
import dev.asyncgate.doctor.LedgerReport;
import dev.asyncgate.doctor.Measures;
import dev.asyncgate.doctor.Rule;
import dev.asyncgate.doctor.VerifyLedger;
import dev.asyncgate.history.HistorySpan;
import dev.asyncgate.lease.LeaseBucket;
import dev.asyncgate.lease.LeaseBuckets;
import dev.asyncgate.lease.LeaseSpan;
import dev.asyncgate.lease.LeaseWindow;
import dev.asyncgate.lease.NextExpiry;
import dev.asyncgate.lease.QueuedDemand;
import dev.asyncgate.lease.SeenWorkers;
import dev.asyncgate.lineage.LineageSummary;
import dev.asyncgate.overview.FindNames;
import dev.asyncgate.overview.Overview;
import dev.asyncgate.overview.ReadOverview;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.receipt.ExplainedObligation;
import dev.asyncgate.receipt.GetLineage;
import dev.asyncgate.receipt.Ledger;
import dev.asyncgate.receipt.LedgerEntry;
import dev.asyncgate.receipt.LedgerFilter;
import dev.asyncgate.receipt.LedgerPage;
import dev.asyncgate.receipt.LegiVellum;
import dev.asyncgate.receipt.Lineage;
import dev.asyncgate.receipt.ObligationCounts;
import dev.asyncgate.receipt.ObligationsByReason;
import dev.asyncgate.receipt.ObligationsByType;
import dev.asyncgate.receipt.OpenObligations;
import dev.asyncgate.receipt.ReceiptGraph;
import dev.asyncgate.receiptgate.Backlog;
import dev.asyncgate.receiptgate.FindDelivery;
import dev.asyncgate.schedule.ListSchedules;
import dev.asyncgate.schedule.Schedule;
import dev.asyncgate.schedule.ScheduleRun;
import dev.asyncgate.task.CountMatching;
import dev.asyncgate.task.ListTasks;
import dev.asyncgate.task.PauseType;
import dev.asyncgate.task.Task;
import dev.asyncgate.task.TaskFilter;
import dev.asyncgate.task.TaskPage;
import dev.asyncgate.task.TaskRow;
import dev.asyncgate.task.TaskSort;
import dev.asyncgate.task.TaskStatus;
import dev.asyncgate.task.TaskTypes;
import dev.asyncgate.why.Standing;
import dev.asyncgate.why.WhyNotRunning;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who looks and changes nothing: bound to a tenant. Thread-safe. */
public final class Inspector {

    private final Operations operations;
    private final UUID tenantId;

    Inspector(Operations operations, UUID tenantId) {
        this.operations = operations;
        this.tenantId = tenantId;
    }

    /** The tenant that it looks at. */
    public UUID tenantId() {
        return tenantId;
    }

    /** How everything stood at an earlier instant. */
    public AsOf asOf(Instant at) {
        return new AsOf(operations, tenantId, at);
    }

    /** See {@link HistorySpan}. */
    public HistorySpan.Span historySpan() {
        return operations.historySpan().run(tenantId);
    }

    /** How many tasks are in each state. */
    public Map<TaskStatus, Long> countTasks() {
        return operations.countTasks().run(tenantId);
    }

    /** See {@link dev.asyncgate.task.GetTask}. */
    public Task getTask(UUID taskId) {
        return operations.getTask().run(tenantId, taskId);
    }

    /** See {@link dev.asyncgate.task.ListTasks}. */
    public TaskPage listTasks(TaskFilter filter, TaskSort sort, int limit, @Nullable String cursor) {
        return listTasks(filter, sort, limit, cursor, ListTasks.BUDGET);
    }

    /** The same, looking for the page no longer than {@code budget} allows. */
    public TaskPage listTasks(TaskFilter filter, TaskSort sort, int limit, @Nullable String cursor, Duration budget) {
        return operations.listTasks().run(tenantId, filter, sort, limit, cursor, budget);
    }

    /** See {@link dev.asyncgate.task.ListTasks#byIds}. */
    public List<TaskRow> tasksById(List<UUID> taskIds) {
        return operations.listTasks().byIds(tenantId, taskIds);
    }

    /** How many tasks match, counted up to a limit, and for no longer than a list is looked for. */
    public long countMatching(TaskFilter filter, int upTo) {
        return Math.min(
                upTo,
                countMatching(filter, CountMatching.upTo(upTo, ListTasks.BUDGET))
                        .total());
    }

    /** See {@link CountMatching}. */
    public CountMatching.Count countMatching(TaskFilter filter, CountMatching.Progress progress) {
        return operations.countMatching().run(tenantId, filter, progress);
    }

    /** See {@link WhyNotRunning}. */
    public Standing why(UUID taskId) {
        return operations.whyNotRunning().run(tenantId, taskId);
    }

    /** See {@link WhyNotRunning#outlook}. */
    public WhyNotRunning.Outlook outlook(List<String> capabilities, int priority) {
        return operations.whyNotRunning().outlook(tenantId, capabilities, priority);
    }

    /** The types that are paused, by name. */
    public List<PauseType.Paused> pausedTypes() {
        return operations.pauseType().list(tenantId);
    }

    /** The types seen lately, the most used first. */
    public List<TaskTypes.Seen> taskTypes() {
        return operations.taskTypes().run(tenantId);
    }

    /** The leases that overlap a window, at most so many. */
    public LeaseWindow leases(Instant from, Instant to, int limit) {
        return operations.listLeases().window(tenantId, from, to, limit);
    }

    /** Every lease of a task, oldest first. */
    public List<LeaseSpan> leasesOfTask(UUID taskId) {
        return operations.listLeases().ofTask(tenantId, taskId);
    }

    /** See {@link dev.asyncgate.lease.ListWorkers#run}. */
    public SeenWorkers workers(Duration span) {
        return operations.listWorkers().run(tenantId, span);
    }

    /** See {@link dev.asyncgate.lease.ListWorkers#demand}. */
    public List<QueuedDemand> queuedDemand() {
        return operations.listWorkers().demand(tenantId);
    }

    /** See {@link dev.asyncgate.lease.ListLeases#ofWorker}. */
    public List<LeaseSpan> leasesOfWorker(Principal worker, int limit) {
        return operations.listLeases().ofWorker(tenantId, worker, limit);
    }

    /** The leases of a window, counted in equal stretches. See {@link LeaseBuckets}. */
    public List<LeaseBucket> leaseBuckets(LeaseBuckets.Lane lane, Instant from, Duration bucket, int buckets) {
        return operations.leaseBuckets().run(tenantId, lane, from, bucket, buckets);
    }

    /** The live lease that runs out first; empty while none is live. */
    public Optional<NextExpiry.Expiry> nextExpiry() {
        return operations.nextExpiry().run(tenantId);
    }

    /** See {@link GetLineage}. */
    public Lineage lineage(UUID taskId, GetLineage.Scope scope, int limit) {
        return operations.lineage().run(tenantId, taskId, scope, limit);
    }

    /** See {@link GetLineage#around}. */
    public Lineage lineageAround(UUID receiptId, int up, int down) {
        return operations.lineage().around(tenantId, receiptId, up, down);
    }

    /** See {@link dev.asyncgate.lineage.SummarizeLineage}. */
    public LineageSummary lineageSummary(UUID taskId, LineageSummary.Lanes lanes) {
        return operations.summarizeLineage().run(tenantId, taskId, lanes);
    }

    /** How many obligations are open, whoever owns them. */
    public long countOpenObligations() {
        return operations.openObligations().count(tenantId);
    }

    /** See {@link dev.asyncgate.doctor.CountActivity}. */
    public Activity activity(Instant since) {
        return operations.countActivity().run(tenantId, since);
    }

    /** See {@link dev.asyncgate.doctor.MeasureTenant}. */
    public Measures measure() {
        return operations.measureTenant().run(tenantId);
    }

    /** See {@link ReadOverview}. */
    public Overview overview(Overview.Range range) {
        return operations.readOverview().run(tenantId, range);
    }

    /** See {@link FindNames}. */
    public List<FindNames.Name> findNames(String part, int most) {
        return operations.findNames().run(tenantId, part, most);
    }

    /** See {@link dev.asyncgate.doctor.CheckInvariants}. */
    public List<Check> checkInvariants(Instant since) {
        return operations.checkInvariants().run(tenantId, since);
    }

    /** See {@link VerifyLedger}. */
    public LedgerReport verifyLedger(VerifyLedger.Progress progress) {
        return operations.verifyLedger().run(tenantId, progress);
    }

    /** Examines the database and this tenant; see {@link dev.asyncgate.doctor.Doctor}. */
    public Diagnosis diagnose(Duration atMost) {
        return operations.doctor().run(List.of(tenantId), atMost);
    }

    /** The same, as long as it is told to go on. */
    public Diagnosis diagnose(Doctor.Progress progress) {
        return operations.doctor().run(List.of(tenantId), progress);
    }

    /** See {@link Doctor#statement}. */
    public @Nullable String statement(Rule rule) {
        return operations.doctor().statement(rule, tenantId);
    }

    /** What is open in the tenant, whoever owns it. See {@link dev.asyncgate.receipt.OpenObligations#ofTenant}. */
    public OpenObligations.Page openObligations(int limit, @Nullable String since) {
        return operations.openObligations().ofTenant(tenantId, limit, since);
    }

    /** What is open and is owed to one principal. See {@link dev.asyncgate.receipt.OpenObligations#run}. */
    public OpenObligations.Page openObligations(Principal owner, int limit, @Nullable String since) {
        return operations.openObligations().run(tenantId, owner, limit, since);
    }

    /** See {@link dev.asyncgate.receipt.CountObligations}. */
    public ObligationCounts obligationCounts() {
        return operations.countObligations().run(tenantId);
    }

    /** See {@link dev.asyncgate.receipt.CountObligations#discharged}. */
    public long dischargedObligations(long unproven) {
        return operations.countObligations().discharged(tenantId, unproven);
    }

    /** See {@link dev.asyncgate.receipt.ObligationsByType}. */
    public List<ObligationsByType.Typed> obligationsByType(int limit, @Nullable UUID since, Collection<String> folded) {
        return operations.obligationsByType().run(tenantId, limit, since, folded);
    }

    /** See {@link dev.asyncgate.receipt.ObligationsByReason}. */
    public ObligationsByReason.Page obligationsByReason(
            ObligationCounts.Reason reason, @Nullable Principal owner, int limit, @Nullable String since) {
        return operations.obligationsByReason().run(tenantId, reason, owner, limit, since);
    }

    /** See {@link dev.asyncgate.receipt.ExplainObligations}. */
    public List<ExplainedObligation> explainObligations(Collection<UUID> receiptIds) {
        return operations.explainObligations().run(tenantId, receiptIds);
    }

    /** What was done and what was refused, the newest first. See {@link dev.asyncgate.audit.ListAudit}. */
    public AuditPage audit(AuditFilter filter, int limit, @Nullable String cursor) {
        return operations.listAudit().run(tenantId, filter, limit, cursor);
    }

    /** The inbox of anybody. See {@link dev.asyncgate.receipt.ListReceipts}. */
    public LedgerPage listReceipts(Principal to, @Nullable String since, int limit) {
        return operations.listReceipts().run(tenantId, to, since, limit);
    }

    /** The whole ledger. See {@link Ledger#tail}. */
    public LedgerPage tail(Ledger.Order order, @Nullable String since, int limit) {
        return operations.ledger().tail(tenantId, order, since, limit);
    }

    /** See {@link Ledger#run(UUID, LedgerFilter, Ledger.Order, String, int)}. */
    public LedgerPage ledger(LedgerFilter filter, Ledger.Order order, @Nullable String since, int limit) {
        return operations.ledger().run(tenantId, filter, order, since, limit);
    }

    /** See {@link Ledger#terminators}. */
    public LedgerPage terminators(@Nullable String since, int limit) {
        return operations.ledger().terminators(tenantId, since, limit);
    }

    /** See {@link Ledger#size}. */
    public Ledger.Size ledgerSize() {
        return operations.ledger().size(tenantId);
    }

    /** See {@link ListSchedules}. */
    public ListSchedules.Page listSchedules(ListSchedules.Filter filter, int limit, @Nullable String cursor) {
        return operations.listSchedules().run(tenantId, filter, limit, cursor);
    }

    /** See {@link dev.asyncgate.schedule.ListRuns}. */
    public List<ScheduleRun> scheduleRuns(List<UUID> scheduleIds, int each) {
        return operations.listRuns().run(tenantId, scheduleIds, each);
    }

    /** See {@link ListSchedules#get}. */
    public Schedule getSchedule(UUID scheduleId) {
        return operations.listSchedules().get(tenantId, scheduleId);
    }

    /** See {@link dev.asyncgate.receipt.GetReceipt}. */
    public LedgerEntry getReceipt(UUID receiptId) {
        return operations.getReceipt().run(tenantId, receiptId);
    }

    /** See {@link dev.asyncgate.receipt.ReadLegiVellum}. */
    public List<LegiVellum> legiVellum(List<UUID> receiptIds) {
        return operations.readLegiVellum().run(tenantId, receiptIds);
    }

    /** See {@link dev.asyncgate.receiptgate.CountBacklog}. */
    public Backlog countBacklog() {
        return operations.countBacklog().run(tenantId);
    }

    /** See {@link FindDelivery}. */
    public Optional<FindDelivery.Undelivered> findDelivery(UUID receiptId) {
        return operations.findDelivery().run(tenantId, receiptId);
    }

    /** See {@link dev.asyncgate.receipt.ReceiptChildren}. */
    public List<LedgerEntry> receiptChildren(UUID receiptId, int limit) {
        return operations.receiptChildren().run(tenantId, receiptId, limit);
    }

    /** See {@link dev.asyncgate.receipt.WalkLineage#ofTask}. */
    public ReceiptGraph lineageOfTask(UUID taskId, int depth, int limit) {
        return operations.walkLineage().ofTask(tenantId, taskId, depth, limit);
    }

    /** See {@link dev.asyncgate.receipt.WalkLineage#ofReceipt}. */
    public ReceiptGraph lineageOfReceipt(UUID receiptId, int depth, int limit) {
        return operations.walkLineage().ofReceipt(tenantId, receiptId, depth, limit);
    }
}
