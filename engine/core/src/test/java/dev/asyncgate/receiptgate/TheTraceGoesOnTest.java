package dev.asyncgate.receiptgate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.database.Trace;
import dev.asyncgate.engine.TestGate;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A receipt reaches its ReceiptGate in the trace of the call that it came of (W3C Trace Context). */
class TheTraceGoesOnTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private final ReceiptGateStandIn there = new ReceiptGateStandIn();
    private final TestGate gate = TestGate.with(there.settings());
    private final Deliverer deliverer = new Deliverer(there.settings(), gate.clock);
    private final List<Map<String, String>> headers = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void emptyOutbox() throws SQLException {
        TestGate.sql("DELETE FROM outbox");
        there.behave(call -> {
            headers.add(call.headers());
            there.keep(call);
        });
    }

    @AfterEach
    void close() {
        deliverer.close();
        gate.close();
        there.close();
    }

    @Test
    void underTheIdOfTheTraceAndWithAParentOfItsOwn() {
        Trace.call(TRACE, () -> gate.create("t"));
        deliverer.deliverAll();
        assertThat(headers)
                .singleElement()
                .satisfies(sent ->
                        assertThat(sent.get("traceparent")).matches("00-" + TRACE + "-(?!0{16})[0-9a-f]{16}-01"));
    }

    @Test
    void aNameThatIsNoneOfW3cStandsInTheReceiptAlone() {
        Trace.call("job-42", () -> gate.create("t"));
        deliverer.deliverAll();
        assertThat(headers).singleElement().satisfies(sent -> assertThat(sent).doesNotContainKey("traceparent"));
        assertThat(there.received().getFirst().at("/metadata/trace_id").asString())
                .isEqualTo("job-42");
    }
}
