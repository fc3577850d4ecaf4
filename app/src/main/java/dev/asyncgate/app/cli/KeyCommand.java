package dev.asyncgate.app.cli;

import dev.asyncgate.access.ApiKey;
import dev.asyncgate.access.CreatedKey;
import dev.asyncgate.access.Grant;
import dev.asyncgate.access.PrincipalPattern;
import dev.asyncgate.access.Role;
import dev.asyncgate.access.Scope;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Operator;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Makes, lists and revokes the keys with which callers come in through a gateway. Loads no JavaFX. */
@Command(
        name = "key",
        description = "Makes, lists and revokes the keys of agents, workers and admins.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "create|list|revoke")
final class KeyCommand {

    @Option(
            names = "--tenant",
            scope = ScopeType.INHERIT,
            paramLabel = "UUID",
            description = "Whose keys; default: those of the default tenant.")
    private UUID tenantId = Gate.DEFAULT_TENANT;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli's to fill
    private CommandSpec spec;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli's to fill
    private AsyncGateCommand parent;

    @Command(
            name = "create",
            description = "Makes a key and prints it, this once: only a digest is kept.",
            mixinStandardHelpOptions = true)
    int create(
            @Option(names = "--role", required = true, paramLabel = "ROLE", description = "agent, worker or admin.")
                    String role,
            @Option(names = "--name", paramLabel = "NAME", description = "For people, in lists and in the audit.")
                    @Nullable
                    String name,
            @Option(
                            names = "--principal",
                            paramLabel = "KIND:ID",
                            description = {
                                "As whom alone it speaks, such as agent:planner or agent:team-*; may be repeated.",
                            })
                    @Nullable
                    List<String> principals,
            @Option(names = "--worker-id", paramLabel = "ID", description = "As whom alone it works; may be repeated.")
                    @Nullable
                    List<String> workerIds,
            @Option(names = "--scope", paramLabel = "SCOPE", description = "metrics, to read measurements.") @Nullable
                    List<String> scopes,
            @Option(names = "--expires-at", paramLabel = "INSTANT", description = "As 2027-01-31T00:00:00Z.") @Nullable
                    Instant expiresAt,
            @Option(
                            names = "--signing-key",
                            paramLabel = "BASE64",
                            description = {
                                "The Ed25519 public key by which each of its calls must be signed.",
                            })
                    @Nullable
                    String signingKey) {
        Set<Scope> allowed = orNone(scopes).stream().map(Scope::parse).collect(Collectors.toSet());
        List<PrincipalPattern> spoken =
                orNone(principals).stream().map(PrincipalPattern::parse).toList();
        Grant grant =
                new Grant(Role.parse(role), name, allowed, spoken, orNone(workerIds), Set.of(), expiresAt, signingKey);
        return as(operator -> {
            CreatedKey created = operator.createKey(grant);
            out().println(created.secret());
            PrintWriter err = spec.commandLine().getErr();
            err.println("asyncgate: " + line(created.key()) + ". Keep the key: it is shown this once.");
            err.flush();
        });
    }

    @Command(name = "list", description = "Lists the keys, without their secrets.", mixinStandardHelpOptions = true)
    int list() {
        return as(operator -> operator.listKeys().forEach(key -> out().println(line(key))));
    }

    @Command(name = "revoke", description = "Makes a key invalid, at once.", mixinStandardHelpOptions = true)
    int revoke(@Parameters(paramLabel = "KEY_ID", description = "As list shows it.") UUID keyId) {
        return as(operator -> {
            operator.revokeKey(keyId);
            out().println("Revoked " + keyId + ".");
        });
    }

    private int as(Consumer<Operator> act) {
        String user = System.getProperty("user.name", "operator");
        try (Gate gate = Gate.open(parent.options.readWithoutSweep())) {
            act.accept(gate.operator(tenantId, Principal.of(PrincipalKind.HUMAN, user)));
        }
        out().flush();
        return ExitCode.OK;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private static List<String> orNone(@Nullable List<String> given) {
        return given == null ? List.of() : given;
    }

    private static String line(ApiKey key) {
        return "%s  ag_%s…  %-6s  %s  made %s, %s"
                .formatted(
                        key.keyId(),
                        key.prefix(),
                        key.role().name().toLowerCase(Locale.ROOT),
                        key.grant().name() == null ? "(no name)" : key.grant().name(),
                        key.createdAt(),
                        ends(key));
    }

    private static String ends(ApiKey key) {
        Instant expiresAt = key.grant().expiresAt();
        if (key.revokedAt() != null) {
            return "revoked " + key.revokedAt();
        }
        return expiresAt == null ? "valid until revoked" : "valid until " + expiresAt;
    }
}
