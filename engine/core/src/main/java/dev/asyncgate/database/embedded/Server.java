package dev.asyncgate.database.embedded;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * PostgreSQL on one data directory: the one place that runs its programs. Every method needs the {@link StartupLock}.
 *
 * @param directory where the data are
 * @param binaries  the unpacked programs
 * @param account   who runs them
 */
record Server(DataDirectory directory, Path binaries, ServerAccount account) {

    /** Recovery after a crash reads the log since the last checkpoint; a slow disk may need its time. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration PASSING_PATIENCE = Duration.ofSeconds(20);
    private static final Duration SWEEP_PATIENCE = Duration.ofSeconds(20);

    private static final String DATABASE = "asyncgate";

    /** What a start fails of that passes by itself: a port taken meanwhile, the last orphans of a killed server. */
    private static final List<String> PASSING =
            List.of("Address already in use", "is still in use", "\"postmaster.pid\" already exists");

    /** A server that answers. */
    record Running(long pid, Accounts accounts, String version) {}

    /** Joins the running server, or initialises and starts it, and comes back when it answers. */
    Running running() throws IOException {
        if (!directory.isInitialised()) {
            initialise();
        }
        new ServerLog(directory.log()).bound();
        var patience = new Patience(PATIENCE);
        String obstacle;
        do {
            Optional<Postmaster> found = Postmaster.runningOn(directory.data());
            if (found.isEmpty()) {
                start();
                found = Postmaster.runningOn(directory.data());
            }
            Postmaster postmaster = found.orElse(Postmaster.NONE);
            obstacle = "it is " + postmaster.status();
            if (postmaster.status().equals("ready")) {
                Accounts accounts = accounts(postmaster.port());
                switch (Login.attempt(accounts, directory.passwordFile())) {
                    case Login.Accepted(String version) -> {
                        return new Running(postmaster.pid(), accounts, version);
                    }
                    case Login.NotYet(String reason) -> obstacle = reason;
                }
            }
        } while (patience.pause());
        throw Trouble.with(directory.root(), "does not answer", obstacle, directory.log());
    }

    /**
     * Fills the data directory under a name that is never used again and renames it when all is there; so a program
     * killed meanwhile leaves litter, and its initdb, which may live on, nothing that anybody reads.
     */
    private void initialise() throws IOException {
        sweep();
        Path beside = directory.unfinished();
        Command initdb = run(
                "initdb",
                "--pgdata=" + beside,
                "--username=" + Accounts.SUPERUSER,
                "--pwfile=" + directory.passwordFile(),
                "--auth=scram-sha-256",
                // Stretching makes up for passwords that people choose. This one is random and long, and each new
                // connection would wait some 20 ms for it at either end (RFC 7677, section 4).
                "--set=scram_iterations=1",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--data-checksums",
                "--no-instructions");
        if (!initdb.succeeded()) {
            var trouble = Trouble.with(
                    directory.root(), "could not be initialised", ServerLog.lastWord(initdb.output()), directory.log());
            Trees.delete(beside);
            throw trouble;
        }
        directory.finish(beside);
    }

    /** An initdb that outlived its program may still be writing; it fails soon, for want of its files. */
    private void sweep() throws IOException {
        var patience = new Patience(SWEEP_PATIENCE);
        for (Path litter : directory.litter()) {
            while (!Trees.deleted(litter)) {
                if (!patience.pause()) {
                    throw new DirectoryNotEmptyException(litter.toString());
                }
            }
        }
    }

    private void start() throws IOException {
        var patience = new Patience(PASSING_PATIENCE);
        Optional<String> said = tryToStart();
        // A server that a killed program was just starting is as good as this one.
        while (said.isPresent() && Postmaster.runningOn(directory.data()).isEmpty()) {
            if (PASSING.stream().noneMatch(said.get()::contains) || !patience.pause()) {
                throw Trouble.with(directory.root(), "does not start", ServerLog.lastWord(said.get()), directory.log());
            }
            Postmaster.endOrphans(directory.data());
            said = tryToStart();
        }
    }

    /** What was said instead of starting; empty if the server is up. */
    private Optional<String> tryToStart() throws IOException {
        Postmaster.disownRemnant(directory.data());
        new Configuration(directory.configuration()).write();
        var log = new ServerLog(directory.log());
        long before = log.bytes();
        Command started = pgCtl(PATIENCE, "start", "--log=" + directory.log());
        if (started.succeeded()) {
            return Optional.empty();
        }
        String said = log.since(before);
        return Optional.of(said.isBlank() ? started.output() : said);
    }

    /** Stops the server, if one runs, or what is left of it; open transactions are rolled back. */
    void stop() throws IOException {
        if (Postmaster.runningOn(directory.data()).isEmpty()) {
            Postmaster.endOrphans(directory.data());
            return;
        }
        Command stopped = pgCtl(PATIENCE, "stop", "--mode=fast");
        if (!stopped.succeeded() && Postmaster.runningOn(directory.data()).isPresent()) {
            throw Trouble.with(
                    directory.root(), "does not stop", ServerLog.lastWord(stopped.output()), directory.log());
        }
    }

    private Command pgCtl(Duration patience, String... arguments) throws IOException {
        var all = new ArrayList<>(
                List.of("--pgdata=" + directory.data(), "--wait", "--timeout=" + patience.toSeconds(), "--silent"));
        all.addAll(List.of(arguments));
        return run("pg_ctl", all.toArray(String[]::new));
    }

    private Command run(String program, String... arguments) throws IOException {
        String path = binaries.resolve("bin", program).toString();
        return Command.run(
                directory.home(),
                account.prefix(),
                Stream.concat(Stream.of(path), Stream.of(arguments)).toList());
    }

    private Accounts accounts(int port) throws IOException {
        return new Accounts("jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE, directory.password());
    }
}
