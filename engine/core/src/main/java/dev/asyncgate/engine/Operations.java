package dev.asyncgate.engine;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.asyncgate.access.CountCall;
import dev.asyncgate.access.CreateKey;
import dev.asyncgate.access.DropWindows;
import dev.asyncgate.access.ForgetSignedCalls;
import dev.asyncgate.access.ListKeys;
import dev.asyncgate.access.ListLimits;
import dev.asyncgate.access.RecordRefusal;
import dev.asyncgate.access.RevokeKey;
import dev.asyncgate.access.SetLimit;
import dev.asyncgate.access.TakeSignedCall;
import dev.asyncgate.access.VerifyKey;
import dev.asyncgate.audit.ListAudit;
import dev.asyncgate.bulk.PreviewBulk;
import dev.asyncgate.bulk.RunBulk;
import dev.asyncgate.database.ChangeFeed;
import dev.asyncgate.database.Database;
import dev.asyncgate.database.ReadyTasks;
import dev.asyncgate.doctor.CheckInvariants;
import dev.asyncgate.doctor.CountActivity;
import dev.asyncgate.doctor.Doctor;
import dev.asyncgate.doctor.LastSweep;
import dev.asyncgate.doctor.MeasureTenant;
import dev.asyncgate.doctor.NoteSweep;
import dev.asyncgate.doctor.VerifyLedger;
import dev.asyncgate.history.FiguresAsOf;
import dev.asyncgate.history.HistorySpan;
import dev.asyncgate.history.LeasesAsOf;
import dev.asyncgate.history.NearestEvent;
import dev.asyncgate.history.ObligationsAsOf;
import dev.asyncgate.history.PausedTypesAsOf;
import dev.asyncgate.history.TaskAsOf;
import dev.asyncgate.history.TasksAsOf;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ExpireLeases;
import dev.asyncgate.lease.LeaseBuckets;
import dev.asyncgate.lease.ListLeases;
import dev.asyncgate.lease.ListWorkers;
import dev.asyncgate.lease.NextExpiry;
import dev.asyncgate.lease.PromoteTasks;
import dev.asyncgate.lease.ReadyQueues;
import dev.asyncgate.lease.ReleaseLease;
import dev.asyncgate.lease.RenewLease;
import dev.asyncgate.lease.RevokeLease;
import dev.asyncgate.lineage.SummarizeLineage;
import dev.asyncgate.overview.FindNames;
import dev.asyncgate.overview.ReadOverview;
import dev.asyncgate.receipt.AckReceipt;
import dev.asyncgate.receipt.BeginSession;
import dev.asyncgate.receipt.CountObligations;
import dev.asyncgate.receipt.ExplainObligations;
import dev.asyncgate.receipt.GetLineage;
import dev.asyncgate.receipt.GetReceipt;
import dev.asyncgate.receipt.Ledger;
import dev.asyncgate.receipt.ListReceipts;
import dev.asyncgate.receipt.MarkDelivered;
import dev.asyncgate.receipt.ObligationsByReason;
import dev.asyncgate.receipt.ObligationsByType;
import dev.asyncgate.receipt.OpenObligations;
import dev.asyncgate.receipt.ReadLegiVellum;
import dev.asyncgate.receipt.ReceiptChildren;
import dev.asyncgate.receipt.WaiveObligation;
import dev.asyncgate.receipt.WalkLineage;
import dev.asyncgate.receiptgate.CountBacklog;
import dev.asyncgate.receiptgate.FindDelivery;
import dev.asyncgate.receiptgate.RetryParked;
import dev.asyncgate.schedule.CreateSchedule;
import dev.asyncgate.schedule.FireSchedules;
import dev.asyncgate.schedule.ListRuns;
import dev.asyncgate.schedule.ListSchedules;
import dev.asyncgate.schedule.NoteStaleSchedules;
import dev.asyncgate.schedule.SteerSchedule;
import dev.asyncgate.settings.Settings;
import dev.asyncgate.task.AmendCompletion;
import dev.asyncgate.task.CancelTask;
import dev.asyncgate.task.CompleteTasks;
import dev.asyncgate.task.CountMatching;
import dev.asyncgate.task.CountOutcomes;
import dev.asyncgate.task.CountTasks;
import dev.asyncgate.task.CreateTasks;
import dev.asyncgate.task.FailTask;
import dev.asyncgate.task.FreezeTasks;
import dev.asyncgate.task.GetTask;
import dev.asyncgate.task.ListTasks;
import dev.asyncgate.task.PauseType;
import dev.asyncgate.task.ReportProgress;
import dev.asyncgate.task.RetryTask;
import dev.asyncgate.task.SampleTasks;
import dev.asyncgate.task.StartTask;
import dev.asyncgate.task.SteerTask;
import dev.asyncgate.task.TaskTypes;
import dev.asyncgate.why.WhyNotRunning;
import java.util.UUID;

/** The operations of one gate, made once: its parts list. */
record Operations(
        ChangeFeed changes,
        Waiting waiting,
        TimeBasedEpochGenerator ids,
        CreateTasks createTasks,
        GetTask getTask,
        ListTasks listTasks,
        CountTasks countTasks,
        CountMatching countMatching,
        TaskTypes taskTypes,
        StartTask startTask,
        CompleteTasks completeTasks,
        FailTask failTask,
        ClaimTasks claimTasks,
        RenewLease renewLease,
        ReleaseLease releaseLease,
        ExpireLeases expireLeases,
        PromoteTasks promoteTasks,
        CountOutcomes countOutcomes,
        SampleTasks sampleTasks,
        ReadOverview readOverview,
        FindNames findNames,
        NoteSweep noteSweep,
        LastSweep lastSweep,
        MeasureTenant measureTenant,
        CancelTask cancelTask,
        RetryTask retryTask,
        SteerTask steerTask,
        FreezeTasks freezeTasks,
        PreviewBulk previewBulk,
        RunBulk runBulk,
        WhyNotRunning whyNotRunning,
        PauseType pauseType,
        ReportProgress reportProgress,
        AmendCompletion amendCompletion,
        RevokeLease revokeLease,
        WaiveObligation waiveObligation,
        ListLeases listLeases,
        ListWorkers listWorkers,
        LeaseBuckets leaseBuckets,
        NextExpiry nextExpiry,
        GetLineage lineage,
        WalkLineage walkLineage,
        SummarizeLineage summarizeLineage,
        OpenObligations openObligations,
        CountObligations countObligations,
        ObligationsByType obligationsByType,
        ObligationsByReason obligationsByReason,
        ExplainObligations explainObligations,
        BeginSession beginSession,
        ListReceipts listReceipts,
        MarkDelivered markDelivered,
        Ledger ledger,
        GetReceipt getReceipt,
        ReceiptChildren receiptChildren,
        AckReceipt ackReceipt,
        CreateSchedule createSchedule,
        SteerSchedule steerSchedule,
        ListSchedules listSchedules,
        ListRuns listRuns,
        FireSchedules fireSchedules,
        NoteStaleSchedules noteStaleSchedules,
        ReadLegiVellum readLegiVellum,
        CountBacklog countBacklog,
        FindDelivery findDelivery,
        RetryParked retryParked,
        CountActivity countActivity,
        CheckInvariants checkInvariants,
        VerifyLedger verifyLedger,
        VerifyKey verifyKey,
        CountCall countCall,
        DropWindows dropWindows,
        TakeSignedCall takeSignedCall,
        ForgetSignedCalls forgetSignedCalls,
        CreateKey createKey,
        ListKeys listKeys,
        RevokeKey revokeKey,
        ListLimits listLimits,
        SetLimit setLimit,
        RecordRefusal recordRefusal,
        ListAudit listAudit,
        HistorySpan historySpan,
        NearestEvent nearestEvent,
        FiguresAsOf figuresAsOf,
        TaskAsOf taskAsOf,
        TasksAsOf tasksAsOf,
        LeasesAsOf leasesAsOf,
        ObligationsAsOf obligationsAsOf,
        PausedTypesAsOf pausedTypesAsOf,
        Doctor doctor) {

    static Operations of(Database database, Settings settings, ChangeFeed changes) {
        CreateTasks createTasks = new CreateTasks(database, settings);
        CountTasks countTasks = new CountTasks(database);
        LastSweep lastSweep = new LastSweep(database);
        return new Operations(
                changes,
                new Waiting(changes, new ReadyQueues(database)),
                Generators.timeBasedEpochGenerator(),
                createTasks,
                new GetTask(database),
                new ListTasks(database),
                countTasks,
                new CountMatching(database, countTasks),
                new TaskTypes(database),
                new StartTask(database, settings),
                new CompleteTasks(database, settings),
                new FailTask(database, settings),
                new ClaimTasks(database, settings),
                new RenewLease(database, settings),
                new ReleaseLease(database, settings),
                new ExpireLeases(database, settings),
                new PromoteTasks(database),
                new CountOutcomes(database),
                new SampleTasks(database),
                new ReadOverview(database),
                new FindNames(database),
                new NoteSweep(database, settings),
                lastSweep,
                new MeasureTenant(database),
                new CancelTask(database, settings),
                new RetryTask(database, createTasks),
                new SteerTask(database),
                new FreezeTasks(database),
                new PreviewBulk(database),
                new RunBulk(database, settings, createTasks),
                new WhyNotRunning(database, settings, lastSweep),
                new PauseType(database),
                new ReportProgress(database, settings),
                new AmendCompletion(database, settings),
                new RevokeLease(database, settings),
                new WaiveObligation(database, settings),
                new ListLeases(database),
                new ListWorkers(database),
                new LeaseBuckets(database),
                new NextExpiry(database),
                new GetLineage(database),
                new WalkLineage(database),
                new SummarizeLineage(database),
                new OpenObligations(database),
                new CountObligations(database),
                new ObligationsByType(database),
                new ObligationsByReason(database),
                new ExplainObligations(database),
                new BeginSession(database),
                new ListReceipts(database),
                new MarkDelivered(database),
                new Ledger(database),
                new GetReceipt(database),
                new ReceiptChildren(database),
                new AckReceipt(database, settings),
                new CreateSchedule(database, settings),
                new SteerSchedule(database, settings),
                new ListSchedules(database),
                new ListRuns(database),
                new FireSchedules(database, createTasks),
                new NoteStaleSchedules(database, settings),
                new ReadLegiVellum(database),
                new CountBacklog(database),
                new FindDelivery(database),
                new RetryParked(database),
                new CountActivity(database),
                new CheckInvariants(database),
                new VerifyLedger(database),
                new VerifyKey(database, settings),
                new CountCall(database),
                new DropWindows(database),
                new TakeSignedCall(database),
                new ForgetSignedCalls(database),
                new CreateKey(database, settings),
                new ListKeys(database, settings),
                new RevokeKey(database),
                new ListLimits(database, settings),
                new SetLimit(database),
                new RecordRefusal(database),
                new ListAudit(database),
                new HistorySpan(database),
                new NearestEvent(database),
                new FiguresAsOf(database),
                new TaskAsOf(database),
                new TasksAsOf(database),
                new LeasesAsOf(database),
                new ObligationsAsOf(database),
                new PausedTypesAsOf(database),
                new Doctor(database, settings));
    }

    UUID newId() {
        return ids.generate();
    }

    void announce(UUID tenantId) {
        changes.announce(tenantId);
    }

    void announce(UUID tenantId, ReadyTasks ready) {
        waiting.announce(tenantId, ready);
    }
}
