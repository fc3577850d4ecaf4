package dev.asyncgate.app.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A line of JSON for each event of the log, with what the event names as members of their own: the trace, the tenant. */
public final class JsonLines extends EncoderBase<ILoggingEvent> {

    private static final byte[] NOTHING = {};

    /** For Logback, by its name in {@code logback.xml}. */
    public JsonLines() {}

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        ObjectNode line = JsonNodeFactory.instance
                .objectNode()
                .put("at", event.getInstant().toString())
                .put("level", event.getLevel().toString())
                .put("thread", event.getThreadName())
                .put("logger", event.getLoggerName())
                .put("message", event.getFormattedMessage());
        event.getMDCPropertyMap().forEach(line::put);
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
            pairs.forEach(pair -> put(line, pair.key, pair.value));
        }
        IThrowableProxy problem = event.getThrowableProxy();
        if (problem != null) {
            line.put("stack", ThrowableProxyUtil.asString(problem));
        }
        return (line + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static void put(ObjectNode line, String name, @Nullable Object value) {
        switch (value) {
            case null -> line.putNull(name);
            case Integer number -> line.put(name, number);
            case Long number -> line.put(name, number);
            default -> line.put(name, value.toString());
        }
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}
