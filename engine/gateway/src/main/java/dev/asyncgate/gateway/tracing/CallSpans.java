package dev.asyncgate.gateway.tracing;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.error.GateException;
import dev.asyncgate.gateway.call.Call;
import dev.asyncgate.gateway.call.Caller;
import dev.asyncgate.gateway.door.Problems;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** A span for each call of the contract, over REST and MCP alike, with what came of it and nothing that was sent. */
public final class CallSpans implements Call.Watch {

    private final Tracer tracer;

    public CallSpans(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer(Gate.INSTRUMENTATION);
    }

    @Override
    public ObjectNode see(Call call, Caller caller, Supplier<ObjectNode> making) {
        Span span = tracer.spanBuilder(call.name())
                .setAttribute("asyncgate.tenant_id", caller.tenantId().toString())
                .setAttribute("asyncgate.trace_id", caller.traceId())
                .startSpan();
        try (Scope _ = span.makeCurrent()) {
            return making.get();
        } catch (GateException e) {
            span.setAttribute("error.type", e.code().name());
            if (Problems.status(e.code()) >= 500) {
                span.setStatus(StatusCode.ERROR);
            }
            throw e;
        } catch (RuntimeException e) {
            span.setAttribute("error.type", e.getClass().getName()).setStatus(StatusCode.ERROR);
            throw e;
        } finally {
            span.end();
        }
    }
}
