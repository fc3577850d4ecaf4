package dev.asyncgate.receiptgate;

import dev.asyncgate.settings.Settings;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The way to a ReceiptGate, behind a circuit breaker that opens when half of the last ten calls found nobody. A receipt that
 * is refused says nothing about the way.
 *
 * <p>After any trouble there is a handshake before anything else, and it is the one call that an open breaker lets through
 * after its pause. So while ReceiptGate is away no receipt is tried, and none comes nearer to being parked. Thread-safe.
 */
final class Line implements AutoCloseable {

    /** How long an open breaker lets nothing through. */
    static final Duration PAUSE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Line.class);

    private final McpClient client;
    private final CircuitBreaker breaker;
    private final AtomicLong delivered = new AtomicLong();
    private volatile @Nullable String lastError;
    private volatile @Nullable Instant deliveredAt;

    Line(Settings.ReceiptGate settings, Duration pause) {
        this.client = new McpClient(settings);
        this.breaker = breaker(pause);
        if (!settings.circuitBreakerEnabled()) {
            breaker.transitionToDisabledState();
        }
        breaker.getEventPublisher()
                .onStateTransition(event -> LOG.warn(
                        "deliveries to ReceiptGate: the circuit breaker is {}; last trouble: {}",
                        event.getStateTransition().getToState(),
                        lastError));
    }

    private static CircuitBreaker breaker(Duration pause) {
        return CircuitBreaker.of(
                "receiptgate",
                CircuitBreakerConfig.custom()
                        .slidingWindow(10, 5, SlidingWindowType.COUNT_BASED)
                        .failureRateThreshold(50)
                        .waitDurationInOpenState(pause)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .recordResult(Answer.Unreachable.class::isInstance)
                        .writableStackTraceEnabled(false)
                        .build());
    }

    /** Whether receipts may be submitted now; makes a handshake where one is due. */
    boolean isUp() {
        boolean closed = breaker.getState() == CircuitBreaker.State.CLOSED
                || breaker.getState() == CircuitBreaker.State.DISABLED;
        return (closed && client.isOpen()) || call(client::open) instanceof Answer.Done;
    }

    /** Submits a receipt, in the form of the LegiVellum schema. */
    Answer submit(ObjectNode receipt) {
        Answer answer = call(() -> client.submit(receipt));
        if (answer instanceof Answer.Done) {
            delivered.incrementAndGet();
            deliveredAt = Instant.now();
            lastError = null;
        }
        return answer;
    }

    private Answer call(Supplier<Answer> call) {
        try {
            Answer answer = breaker.executeSupplier(call);
            switch (answer) {
                case Answer.Done() -> {}
                case Answer.NotTried(String why) -> client.forget();
                case Answer.Refused(String why) -> lastError = why;
                case Answer.Unreachable(String why) -> {
                    lastError = why;
                    client.forget();
                }
            }
            return answer;
        } catch (CallNotPermittedException e) {
            return new Answer.NotTried("The circuit breaker is open.");
        }
    }

    /** How deliveries go. */
    Deliveries deliveries() {
        Deliveries.Breaker state = switch (breaker.getState()) {
            case OPEN, FORCED_OPEN -> Deliveries.Breaker.OPEN;
            case HALF_OPEN -> Deliveries.Breaker.HALF_OPEN;
            case DISABLED -> Deliveries.Breaker.OFF;
            case CLOSED, METRICS_ONLY -> Deliveries.Breaker.CLOSED;
        };
        return new Deliveries(state, delivered.get(), deliveredAt, lastError);
    }

    @Override
    public void close() {
        client.close();
    }
}
