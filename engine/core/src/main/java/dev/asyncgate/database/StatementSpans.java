package dev.asyncgate.database;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.sql.SQLException;

/**
 * Shows each statement of a call that is being traced: its text, which holds no values, and how long it took. A statement of
 * any other call costs one look at whether there is a trace. Thread-safe.
 */
final class StatementSpans {

    private final Tracer tracer;

    StatementSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    /** Runs a statement. */
    @FunctionalInterface
    interface Running<T> {
        T run() throws SQLException;
    }

    <T> T around(String sql, Running<T> statement) throws SQLException {
        return Span.current().isRecording() ? traced(sql, statement) : statement.run();
    }

    private <T> T traced(String sql, Running<T> statement) throws SQLException {
        String verb = sql.stripLeading().split("\\s", 2)[0];
        Span span = tracer.spanBuilder(verb)
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("db.system.name", "postgresql")
                .setAttribute("db.operation.name", verb)
                .setAttribute("db.query.text", sql)
                .startSpan();
        try {
            return statement.run();
        } catch (SQLException e) {
            span.setStatus(StatusCode.ERROR).setAttribute("db.response.status_code", String.valueOf(e.getSQLState()));
            throw e;
        } finally {
            span.end();
        }
    }
}
