package dev.asyncgate.gateway.call;

import java.util.List;
import java.util.stream.Stream;

/** Every call there is, in the order in which routes are tried: fixed paths before those with parameters. */
public final class Calls {

    private Calls() {}

    public static List<Call> all(About about, Deliveries deliveries) {
        return Stream.of(
                        TaskerCalls.all(),
                        ReceiptCalls.all(about, deliveries),
                        TaskeeCalls.all(),
                        SystemCalls.all(about),
                        AdminCalls.all(),
                        KeyCalls.all())
                .flatMap(List::stream)
                .toList();
    }

    /**
     * The call that tells what was counted, which is no tool.
     *
     * @param counted makes its answer
     */
    public static Call metrics(Call.Handler counted) {
        return SystemCalls.metrics(counted);
    }
}
