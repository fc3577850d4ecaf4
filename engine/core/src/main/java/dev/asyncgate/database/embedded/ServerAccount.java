package dev.asyncgate.database.embedded;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.List;
import java.util.Optional;

/**
 * The account the server runs under: this program's own, unless that is root, whom PostgreSQL refuses. Root's server
 * runs in a user namespace of its own, where it is nobody in particular and still owns root's files; where the kernel
 * allows none, under an ordinary account to which the data are given. Data that belong to an ordinary account already
 * stay with it.
 *
 * @param prefix what stands in front of PostgreSQL's commands
 */
record ServerAccount(List<String> prefix) {

    private static final ServerAccount OWN = new ServerAccount(List.of());
    private static final ServerAccount NAMESPACE = new ServerAccount(List.of("unshare", "--user"));
    private static final List<String> ORDINARY = List.of("postgres", "nobody");

    ServerAccount {
        prefix = List.copyOf(prefix);
    }

    /**
     * Finds the account for a data directory; may give the directory to it.
     *
     * @param binaries the unpacked programs, which the account must be able to run
     * @throws GateException DATABASE_UNAVAILABLE if this is root and there is no way
     */
    static ServerAccount of(DataDirectory directory, Path binaries) throws IOException {
        if (uid(Path.of("/proc/self")) != 0) {
            return OWN;
        }
        int owner = uid(directory.home());
        if (owner == 0 && NAMESPACE.can("true")) {
            return NAMESPACE;
        }
        if (owner == 0) {
            Trees.giveTo(ordinary(), directory.home());
        }
        ServerAccount account = ordinary(uid(directory.home()));
        if (!account.can("test", "-w", directory.home().toString())
                || !account.can(
                        "test", "-x", binaries.resolve("bin", "postgres").toString())) {
            throw refusal(directory.root() + " can't be reached by another account");
        }
        return account;
    }

    private static ServerAccount ordinary(int uid) {
        return new ServerAccount(List.of("setpriv", "--reuid=" + uid, "--regid=" + uid, "--clear-groups", "--"));
    }

    private static UserPrincipal ordinary() throws IOException {
        return ORDINARY.stream()
                .flatMap(name -> account(name).stream())
                .findFirst()
                .orElseThrow(() -> refusal("there is no account " + String.join(" or ", ORDINARY)));
    }

    private static Optional<UserPrincipal> account(String name) {
        try {
            return Optional.of(
                    Path.of("/").getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name));
        } catch (UserPrincipalNotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private boolean can(String... command) {
        try {
            return Command.run(Path.of("/"), prefix, List.of(command)).succeeded();
        } catch (IOException e) {
            return false;
        }
    }

    private static int uid(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:uid");
    }

    private static GateException refusal(String obstacle) {
        return new GateException(
                ErrorCode.DATABASE_UNAVAILABLE,
                "PostgreSQL refuses to run as root, user namespaces (unshare --user) are not allowed here, and "
                        + obstacle
                        + ": start AsyncGate as an ordinary user, or with a data directory that all may enter.");
    }
}
