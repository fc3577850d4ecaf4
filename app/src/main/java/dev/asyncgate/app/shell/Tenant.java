package dev.asyncgate.app.shell;

import java.util.UUID;

/** A tenant as people call it. */
public record Tenant(UUID id, String name) {}
