package dev.asyncgate.workers.reference;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** What a process writes, up to so many bytes of both streams together. Thread-safe. */
final class Output {

    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final int mostBytes;
    private final AtomicInteger readBytes = new AtomicInteger();
    private final Reader stdout;
    private final Reader stderr;

    Output(Process process, int mostBytes) {
        this.mostBytes = mostBytes;
        this.stdout = new Reader(process.getInputStream());
        this.stderr = new Reader(process.getErrorStream());
    }

    /** Whether it wrote more than allowed; nothing more is read then. */
    boolean isTooMuch() {
        return readBytes.get() > mostBytes;
    }

    /** Waits until all is read of a process that has ended. */
    void await() throws InterruptedException {
        boolean _ = stdout.thread.join(LAST_WORDS);
        boolean _ = stderr.thread.join(LAST_WORDS);
    }

    String stdout() {
        return stdout.text();
    }

    String stderr() {
        return stderr.text();
    }

    private final class Reader {

        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private final Thread thread;

        Reader(InputStream stream) {
            this.thread = Thread.ofVirtual().name("asyncgate-command-output").start(() -> read(stream));
        }

        private void read(InputStream stream) {
            byte[] buffer = new byte[8192];
            try (stream) {
                int count = stream.read(buffer);
                while (count >= 0 && readBytes.addAndGet(count) <= mostBytes) {
                    kept.write(buffer, 0, count);
                    count = stream.read(buffer);
                }
            } catch (IOException e) {
                // The process was killed, and its streams with it: what came before counts.
                return;
            }
        }

        /** In UTF-8; what is none, and NUL, which JSON here may not contain, as the replacement character. */
        private String text() {
            return kept.toString(StandardCharsets.UTF_8).replace('\0', '\uFFFD');
        }
    }
}
