package dev.asyncgate.gateway.door;

import dev.asyncgate.error.ErrorCode;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** A request whose body was read already, and is read again from memory as often as asked. */
final class ReadRequest extends HttpServletRequestWrapper {

    /** The largest body of any call. */
    private static final int MOST_BYTES = 16 * 1024 * 1024;

    private final byte[] body;

    ReadRequest(HttpServletRequest request) throws IOException {
        super(request);
        this.body = request.getInputStream().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            throw new Refusal(
                    413, ErrorCode.PAYLOAD_TOO_LARGE, "No body may have more than %,d bytes.".formatted(MOST_BYTES));
        }
    }

    @Override
    public ServletInputStream getInputStream() {
        return new Memory(new ByteArrayInputStream(body));
    }

    private static final class Memory extends ServletInputStream {

        private final ByteArrayInputStream bytes;

        Memory(ByteArrayInputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return bytes.read(target, offset, length);
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException("a body in memory is read at once");
        }
    }
}
