package dev.asyncgate.database;

/**
 * How a pool is used at one moment.
 *
 * @param active connections that somebody works with
 * @param idle connections that are free
 * @param waiting threads that wait for one
 */
public record PoolUse(int active, int idle, int waiting) {}
