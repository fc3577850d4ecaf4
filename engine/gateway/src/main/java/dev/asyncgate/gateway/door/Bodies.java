package dev.asyncgate.gateway.door;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much of the memory the bodies of all requests may take together: counted as they are read, so that a request whose
 * turn would be too much is refused in its middle, with nothing done. Thread-safe.
 */
final class Bodies {

    /** What is read becomes a tree of several times its size. */
    private static final int SHARE_OF_MEMORY = 32;

    /** Two of the largest bodies. */
    private static final long LEAST = 32L * 1024 * 1024;

    private final long most;
    private final AtomicLong held = new AtomicLong();

    Bodies() {
        this(Math.max(LEAST, Runtime.getRuntime().maxMemory() / SHARE_OF_MEMORY));
    }

    Bodies(long most) {
        this.most = most;
    }

    /** The request, with a body that is counted until this is closed. */
    Counted count(HttpServletRequest request) {
        return new Counted(request);
    }

    /** A request whose body is counted. For one thread. */
    final class Counted extends HttpServletRequestWrapper implements AutoCloseable {

        private long taken;

        private Counted(HttpServletRequest request) {
            super(request);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new Counting(super.getInputStream());
        }

        private void take(int bytes) {
            if (bytes <= 0) {
                return;
            }
            taken += bytes;
            if (held.addAndGet(bytes) > most) {
                throw Admission.busy("the bodies of the requests under way fill the memory set aside for them.");
            }
        }

        @Override
        public void close() {
            held.addAndGet(-taken);
            taken = 0;
        }

        private final class Counting extends ServletInputStream {

            private final ServletInputStream in;

            Counting(ServletInputStream in) {
                this.in = in;
            }

            @Override
            public int read() throws IOException {
                int next = in.read();
                take(next < 0 ? 0 : 1);
                return next;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int read = in.read(target, offset, length);
                take(read);
                return read;
            }

            @Override
            public boolean isFinished() {
                return in.isFinished();
            }

            @Override
            public boolean isReady() {
                return in.isReady();
            }

            @Override
            public void setReadListener(ReadListener listener) {
                in.setReadListener(listener);
            }
        }
    }
}
