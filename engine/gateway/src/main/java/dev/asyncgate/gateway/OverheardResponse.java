package dev.asyncgate.gateway;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A response whose body is remembered at its beginning while somebody else writes it. Used by one thread. */
final class OverheardResponse extends HttpServletResponseWrapper {

    private final Beginning beginning = new Beginning();
    private @Nullable ServletOutputStream stream;
    private @Nullable PrintWriter writer;

    OverheardResponse(HttpServletResponse response) {
        super(response);
    }

    /** What was written. */
    HeardCall.Body overheard() {
        return beginning.body();
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        if (stream == null) {
            stream = new OverhearingStream(super.getOutputStream());
        }
        return stream;
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        if (writer == null) {
            writer = new PrintWriter(new OverhearingWriter(super.getWriter()));
        }
        return writer;
    }

    @Override
    public void reset() {
        super.reset();
        beginning.forget();
    }

    @Override
    public void resetBuffer() {
        super.resetBuffer();
        beginning.forget();
    }

    private final class OverhearingStream extends ServletOutputStream {

        private final ServletOutputStream body;

        OverhearingStream(ServletOutputStream body) {
            this.body = body;
        }

        @Override
        public void write(int value) throws IOException {
            body.write(value);
            beginning.hear(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            body.write(bytes, offset, length);
            beginning.hear(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            body.flush();
        }

        @Override
        public void close() throws IOException {
            body.close();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            body.setWriteListener(listener);
        }
    }

    private final class OverhearingWriter extends Writer {

        private final PrintWriter body;

        OverhearingWriter(PrintWriter body) {
            this.body = body;
        }

        @Override
        public void write(char[] text, int offset, int length) {
            body.write(text, offset, length);
            byte[] bytes = new String(text, offset, length).getBytes(StandardCharsets.UTF_8);
            beginning.hear(bytes, 0, bytes.length);
        }

        /** Whoever streams asks its writer whether the client is still there, and a writer knows by its failures alone. */
        @Override
        public void flush() throws IOException {
            if (body.checkError()) {
                throw new IOException("the client has gone");
            }
        }

        @Override
        public void close() {
            body.close();
        }
    }
}
