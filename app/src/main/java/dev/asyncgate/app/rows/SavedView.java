package dev.asyncgate.app.rows;

/** A query under a name. */
public record SavedView(String name, String query) {}
