package dev.asyncgate.task;

import java.util.UUID;

/** A completion within a batch: which task, under which lease, and what is reported. */
public record CompletionItem(UUID taskId, UUID leaseId, Completion completion) {}
