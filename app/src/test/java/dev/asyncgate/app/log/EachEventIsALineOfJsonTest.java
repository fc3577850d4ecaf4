package dev.asyncgate.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Programs read the log line by line; what an event names stands under its name. */
class EachEventIsALineOfJsonTest {

    private final LoggerContext logback = new LoggerContext();

    @Test
    void withWhatItNames() {
        LoggingEvent event = event("request", null, Map.of("trace_id", "job-42"));
        event.addKeyValuePair(new KeyValuePair("path", "/v1/tasks"));
        event.addKeyValuePair(new KeyValuePair("status", 200));
        event.addKeyValuePair(new KeyValuePair("ms", 3L));
        event.addKeyValuePair(new KeyValuePair("key_id", null));
        assertThat(line(event)).hasToString("""
                {"at":"2026-11-23T12:00:00Z","level":"INFO","thread":"main","logger":"a.Logger","message":"request",\
                "trace_id":"job-42","path":"/v1/tasks","status":200,"ms":3,"key_id":null}""");
    }

    @Test
    void aProblemOfManyLinesToo() {
        JsonNode line = line(event("it \"failed\"\nbadly", new IllegalStateException("one\ntwo"), Map.of()));
        assertThat(line.at("/message").asString()).isEqualTo("it \"failed\"\nbadly");
        assertThat(line.at("/stack").asString()).startsWith("java.lang.IllegalStateException: one\ntwo");
    }

    private LoggingEvent event(String message, @Nullable Throwable problem, Map<String, String> context) {
        LoggingEvent event = new LoggingEvent("", logback.getLogger("a.Logger"), Level.INFO, message, problem, null);
        event.setInstant(Instant.parse("2026-11-23T12:00:00Z"));
        event.setThreadName("main");
        event.setMDCPropertyMap(context);
        return event;
    }

    private static JsonNode line(LoggingEvent event) {
        String text = new String(new JsonLines().encode(event), StandardCharsets.UTF_8);
        assertThat(text.indexOf('\n')).isEqualTo(text.length() - 1);
        return new JsonMapper().readTree(text);
    }
}
