package dev.asyncgate.database.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server's postgresql.conf, written anew at each start, so that a newer AsyncGate's settings reach old data.
 *
 * @param file in PostgreSQL's data directory
 */
record Configuration(Path file) {

    /** Below the ports that outgoing connections take, one of which would keep a server from coming back. */
    private static final int FIRST_PORT = 20_000;

    private static final int PORTS_END = 32_768;
    private static final Pattern PORT = Pattern.compile("(?m)^port = (\\d{1,5})$");

    private static final String SETTINGS = """
            # Written by AsyncGate at each start. What shall differ for good: ALTER SYSTEM SET ...
            listen_addresses = '127.0.0.1'
            unix_socket_directories = ''
            max_connections = 100

            # What was committed stays committed.
            fsync = on
            full_page_writes = on
            synchronous_commit = on

            # A guest on somebody's own machine.
            shared_buffers = '128MB'
            effective_cache_size = '1GB'
            work_mem = '8MB'
            maintenance_work_mem = '64MB'
            min_wal_size = '64MB'
            max_wal_size = '512MB'
            random_page_cost = 1.1
            jit = off

            # Statements and rows stay out of the log: they hold payloads.
            log_min_error_statement = 'panic'
            log_error_verbosity = 'terse'
            log_checkpoints = off
            log_timezone = 'UTC'
            lc_messages = 'C'

            timezone = 'UTC'
            datestyle = 'iso, mdy'
            default_text_search_config = 'pg_catalog.english'
            shared_preload_libraries = 'pg_stat_statements'
            """;

    /** Keeps the port of the last time while it is free: programs that lost the server look for it there. */
    void write() throws IOException {
        OptionalInt last = lastPort();
        int port = last.isPresent() && isFree(last.getAsInt()) ? last.getAsInt() : freePort();
        DataDirectory.replace(file, SETTINGS + "port = " + port + "\n");
    }

    private OptionalInt lastPort() throws IOException {
        if (!Files.exists(file)) {
            return OptionalInt.empty();
        }
        Matcher port = PORT.matcher(Files.readString(file));
        return port.find() ? OptionalInt.of(Integer.parseInt(port.group(1))) : OptionalInt.empty();
    }

    private static int freePort() {
        return ThreadLocalRandom.current()
                .ints(FIRST_PORT, PORTS_END)
                .filter(Configuration::isFree)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
