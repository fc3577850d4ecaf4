package dev.asyncgate.gateway;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Cuts off connections whose requests take too long to arrive. A time of idleness does not catch those that send a byte now
 * and then, so what counts is when a request is there: its head so long after the connection was opened or the last answer
 * was sent, its body so long after its head. Thread-safe.
 */
final class SlowClients extends Handler.Wrapper implements Connection.Listener {

    private static final long LOOK_EVERY_MILLIS = 500;

    private final long headNanos;
    private final long bodyNanos;
    private final Scheduler scheduler;
    private final Map<EndPoint, Long> due = new ConcurrentHashMap<>();

    /** @param scheduler of the server that this belongs to, which ends with it */
    SlowClients(Duration head, Duration body, Scheduler scheduler) {
        this.headNanos = head.toNanos();
        this.bodyNanos = body.toNanos();
        this.scheduler = scheduler;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        look();
    }

    private void look() {
        long now = System.nanoTime();
        due.forEach((connection, when) -> {
            if (now - when > 0) {
                connection.close(new TimeoutException("The request took too long to arrive."));
            }
        });
        due.keySet().removeIf(connection -> !connection.isOpen());
        Scheduler.Task _ = scheduler.schedule(this::look, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void onOpened(Connection connection) {
        expect(connection.getEndPoint(), headNanos);
    }

    @Override
    public void onClosed(Connection connection) {
        due.remove(connection.getEndPoint());
    }

    private void expect(EndPoint connection, long nanos) {
        due.put(connection, System.nanoTime() + nanos);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        EndPoint connection = request.getConnectionMetaData().getConnection().getEndPoint();
        Request.addCompletionListener(request, _ -> expect(connection, headNanos));
        if (!hasBody(request)) {
            due.remove(connection);
            return super.handle(request, response, callback);
        }
        expect(connection, bodyNanos);
        return super.handle(new Arriving(request, connection), response, callback);
    }

    private static boolean hasBody(Request request) {
        return request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    }

    /** A request of which nothing more is awaited once the last part of its body was read. */
    private final class Arriving extends Request.Wrapper {

        private final EndPoint connection;

        Arriving(Request request, EndPoint connection) {
            super(request);
            this.connection = connection;
        }

        @Override
        public Content.Chunk read() {
            Content.Chunk chunk = super.read();
            if (chunk != null && chunk.isLast()) {
                due.remove(connection);
            }
            return chunk;
        }
    }
}
