package dev.asyncgate.gateway.door;

import dev.asyncgate.engine.Wait;
import dev.asyncgate.gateway.call.Presence;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.jspecify.annotations.Nullable;

/** Ends the waits of requests whose client has hung up, and all of them when the gateway closes. Thread-safe. */
public final class Waits implements AutoCloseable {

    private final Set<Wait> waits = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Whoever sent a request, and its stay, which ends when it rests; to be closed when the request is answered. */
    Client client(HttpServletRequest request, Admission.Stay stay) {
        return new Client(request, stay);
    }

    /** How many there are. */
    public int count() {
        return waits.size();
    }

    /** Ends those that there are now. */
    public void end() {
        waits.forEach(Wait::end);
    }

    @Override
    public void close() {
        closed = true;
        end();
    }

    /** The client of one request, watched while the request waits. */
    final class Client implements Presence, AutoCloseable {

        private final HttpServletRequest request;
        private final Admission.Stay stay;
        private @Nullable Wait wait;
        private @Nullable HangUp hangUp;
        private boolean answered;

        private Client(HttpServletRequest request, Admission.Stay stay) {
            this.request = request;
            this.stay = stay;
        }

        @Override
        public synchronized void bound(Wait bounded) {
            if (answered) {
                bounded.end();
                return;
            }
            wait = bounded;
            bounded.onRest(stay::close);
            waits.add(bounded);
            hangUp = HangUp.watch(connection(), bounded::end);
            if (closed) {
                bounded.end();
            }
        }

        private AbstractEndPoint connection() {
            return (AbstractEndPoint) ServletContextRequest.getServletContextRequest(request)
                    .getConnectionMetaData()
                    .getConnection()
                    .getEndPoint();
        }

        @Override
        public synchronized void close() {
            answered = true;
            if (wait != null) {
                waits.remove(wait);
            }
            if (hangUp != null) {
                hangUp.close();
            }
        }
    }
}
