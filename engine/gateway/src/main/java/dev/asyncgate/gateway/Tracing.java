package dev.asyncgate.gateway;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.gateway.tracing.ToldWhenLost;
import dev.asyncgate.settings.Settings;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.resources.Resource;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Traces for an OpenTelemetry collector: a span for each request, for the operation that it asks for, and for each statement
 * of that. Nothing is made, and nothing is sent, unless the settings name a collector. Thread-safe.
 */
public final class Tracing implements AutoCloseable {

    /** How long the last traces may take to leave. */
    private static final long GRACE_SECONDS = 3;

    private final @Nullable OpenTelemetrySdk sdk;

    private Tracing(@Nullable OpenTelemetrySdk sdk) {
        this.sdk = sdk;
    }

    /**
     * As the settings say, and beside them the variables that OpenTelemetry has for every program: {@code OTEL_TRACES_SAMPLER},
     * {@code OTEL_EXPORTER_OTLP_HEADERS}, {@code OTEL_SERVICE_NAME} and the like.
     *
     * @param version of the program
     * @throws GateException INVALID_REQUEST when one of these variables is wrong
     */
    public static Tracing of(Settings settings, String version) {
        URI collector = settings.otlpEndpoint();
        return new Tracing(collector == null ? null : sdk(collector, settings, version));
    }

    private static OpenTelemetrySdk sdk(URI collector, Settings settings, String version) {
        try {
            return AutoConfiguredOpenTelemetrySdk.builder()
                    .disableShutdownHook()
                    .addPropertiesSupplier(() -> Map.of("otel.service.name", "asyncgate"))
                    .addPropertiesCustomizer(_ -> Map.of(
                            "otel.traces.exporter", "otlp",
                            "otel.metrics.exporter", "none",
                            "otel.logs.exporter", "none",
                            "otel.exporter.otlp.protocol", "http/protobuf",
                            "otel.exporter.otlp.endpoint", collector.toString()))
                    .addResourceCustomizer((resource, _) -> resource.merge(program(settings, version)))
                    .addSpanExporterCustomizer((exporter, _) -> new ToldWhenLost(exporter))
                    .build()
                    .getOpenTelemetrySdk();
        } catch (ConfigurationException e) {
            throw new GateException(
                    ErrorCode.INVALID_REQUEST,
                    "The OTEL_ variables of the environment are wrong: " + e.getMessage(),
                    e);
        }
    }

    private static Resource program(Settings settings, String version) {
        return Resource.create(Attributes.builder()
                .put("service.version", version)
                .put("service.instance.id", settings.instanceId())
                .put(
                        "deployment.environment.name",
                        settings.environment().name().toLowerCase(Locale.ROOT))
                .build());
    }

    /** For {@link dev.asyncgate.engine.Gate#open(Settings, OpenTelemetry)}. */
    public OpenTelemetry telemetry() {
        return sdk == null ? OpenTelemetry.noop() : sdk;
    }

    /** Sends what is left, for some seconds at most. */
    @Override
    public void close() {
        if (sdk != null) {
            sdk.shutdown().join(GRACE_SECONDS, TimeUnit.SECONDS);
        }
    }
}
