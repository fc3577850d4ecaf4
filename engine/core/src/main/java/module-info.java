/** The embedded engine: tasks, leases and receipts in PostgreSQL, usable as a library by itself. */
module dev.asyncgate.core {
    requires transitive java.sql;
    requires transitive io.opentelemetry.api;
    requires com.cronutils;
    requires com.fasterxml.uuid;
    requires com.zaxxer.hikari;
    requires flyway.core;
    requires io.github.resilience4j.circuitbreaker;
    requires io.github.resilience4j.core;
    requires java.net.http;
    requires org.apache.commons.compress;
    requires org.postgresql.jdbc;
    requires org.slf4j;
    requires transitive tools.jackson.databind;
    requires static org.checkerframework.checker.qual;
    requires static transitive org.jspecify;

    exports dev.asyncgate.access;
    exports dev.asyncgate.audit;
    exports dev.asyncgate.backup;
    exports dev.asyncgate.bulk;
    exports dev.asyncgate.database;
    exports dev.asyncgate.database.embedded;
    exports dev.asyncgate.doctor;
    exports dev.asyncgate.engine;
    exports dev.asyncgate.error;
    exports dev.asyncgate.history;
    exports dev.asyncgate.json;
    exports dev.asyncgate.lease;
    exports dev.asyncgate.overview;
    exports dev.asyncgate.principal;
    exports dev.asyncgate.lineage;
    exports dev.asyncgate.receipt;
    exports dev.asyncgate.receiptgate;
    exports dev.asyncgate.retention;
    exports dev.asyncgate.schedule;
    exports dev.asyncgate.settings;
    exports dev.asyncgate.task;
    exports dev.asyncgate.why;
}
