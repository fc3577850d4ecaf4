package dev.asyncgate.gateway.tracing;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An exporter that tells the log when its collector goes away and when it is back, once each. Thread-safe. */
public final class ToldWhenLost implements SpanExporter {

    private static final Logger LOG = LoggerFactory.getLogger(ToldWhenLost.class);

    private final SpanExporter exporter;
    private final AtomicBoolean lost = new AtomicBoolean();

    public ToldWhenLost(SpanExporter exporter) {
        this.exporter = exporter;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode result = exporter.export(spans);
        return result.whenComplete(() -> tell(!result.isSuccess()));
    }

    private void tell(boolean failed) {
        if (lost.getAndSet(failed) == failed) {
            return;
        }
        if (failed) {
            LOG.warn("The collector at ASYNCGATE_OTLP_ENDPOINT does not take traces; they are lost until it does.");
        } else {
            LOG.info("The collector at ASYNCGATE_OTLP_ENDPOINT takes traces again.");
        }
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
