package dev.asyncgate.app.cli;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * The wish of the system or of a person that this program stops (SIGTERM, SIGINT). The first is waited for; a second ends
 * the program at once. Thread-safe.
 */
final class StopSignal {

    /** As a shell says of a program that SIGINT has ended. */
    private static final int AT_ONCE = 130;

    private final CountDownLatch told = new CountDownLatch(1);

    private StopSignal() {}

    /** Takes the place of what these signals do by themselves. */
    static StopSignal listen() {
        StopSignal stop = new StopSignal();
        List.of("TERM", "INT").forEach(name -> handle(name, stop::come));
        return stop;
    }

    private void come() {
        if (told.getCount() == 0) {
            Runtime.getRuntime().halt(AT_ONCE);
        }
        told.countDown();
    }

    void await() throws InterruptedException {
        told.await();
    }

    /**
     * By name, for Java has no supported way to hear of a second signal, and nothing that names this one compiles without a
     * warning.
     */
    private static void handle(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object called = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, (_, _, _) -> {
                action.run();
                return null;
            });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), called);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java cannot listen to the signal " + name, e);
        }
    }
}
