package dev.asyncgate.gateway;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Takes what is still to come of a body after its request was answered, and throws it away. A connection that is closed
 * with something unread is reset, and a client that sends all of its request before it reads would lose the answer that says
 * why it was refused (RFC 9112, section 9.6). Bounded by bytes here and by the time that a body may take. Thread-safe.
 */
final class RefusedBodies extends Handler.Wrapper {

    /** Twice the largest body of any call: who sends yet more is cut off. */
    private static final long MOST_BYTES = 32L * 1024 * 1024;

    RefusedBodies(Handler handler) {
        super(handler);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (request.getHeaders().contains(HttpHeader.EXPECT)) {
            // It awaits the answer before it sends anything.
            return super.handle(request, response, callback);
        }
        return super.handle(request, response, new Callback.Nested(callback) {
            @Override
            public void succeeded() {
                discard(request, callback, MOST_BYTES);
            }
        });
    }

    private static void discard(Request request, Callback callback, long most) {
        long left = most;
        while (left > 0) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                long rest = left;
                request.demand(() -> discard(request, callback, rest));
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                break;
            }
            left -= chunk.remaining();
            boolean last = chunk.isLast();
            chunk.release();
            if (last) {
                break;
            }
        }
        callback.succeeded();
    }
}
