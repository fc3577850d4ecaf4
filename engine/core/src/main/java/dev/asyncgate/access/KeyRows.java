package dev.asyncgate.access;

import dev.asyncgate.database.Row;
import dev.asyncgate.json.Json;
import dev.asyncgate.principal.PrincipalKind;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * How a key is read, with the limit that holds for it.
 *
 * @param standard the limit where the database holds none
 */
record KeyRows(CallLimit standard) {

    /** Of a key named k that {@link #WITH_LIMIT} follows. */
    static final String COLUMNS = """
            k.tenant_id, k.key_id, k.prefix, k.role, k.name, k.scopes, k.principals, k.worker_ids, k.tenants, k.created_at,
            k.expires_at, k.revoked_at, encode(k.signing_key, 'base64') AS signing_key,
            coalesce(own.calls, shared.calls) AS calls, coalesce(own.window_seconds, shared.window_seconds) AS window_seconds
            """;

    static final String WITH_LIMIT = """
            LEFT JOIN call_limits own ON own.tenant_id = k.tenant_id AND own.key_id = k.key_id
            LEFT JOIN call_limits shared
                ON shared.tenant_id = k.tenant_id AND shared.key_id = '00000000-0000-0000-0000-000000000000'
            """;

    ApiKey key(Row row) throws SQLException {
        return new ApiKey(
                row.id("tenant_id"),
                row.id("key_id"),
                row.text("prefix"),
                grant(row),
                limit(row),
                false,
                row.instant("created_at"),
                row.instantOrNull("revoked_at"));
    }

    private static Grant grant(Row row) throws SQLException {
        return new Grant(
                Role.parse(row.text("role")),
                row.textOrNull("name"),
                row.texts("scopes").stream().map(Scope::parse).collect(Collectors.toSet()),
                principals(row.json("principals")),
                row.texts("worker_ids"),
                row.texts("tenants").stream().map(UUID::fromString).collect(Collectors.toSet()),
                row.instantOrNull("expires_at"),
                row.textOrNull("signing_key"));
    }

    /** No limit is of no calls, so none is what the database does not hold. */
    CallLimit limit(Row row) throws SQLException {
        int calls = row.integer("calls");
        return calls == 0 ? standard : new CallLimit(calls, Duration.ofSeconds(row.integer("window_seconds")));
    }

    private static List<PrincipalPattern> principals(Json json) {
        return json.node()
                .valueStream()
                .map(pattern -> new PrincipalPattern(
                        PrincipalKind.parse(pattern.get("kind").stringValue()),
                        pattern.get("id").stringValue()))
                .toList();
    }

    static Json json(List<PrincipalPattern> principals) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        principals.forEach(pattern ->
                list.addObject().put("kind", pattern.kind().wireName()).put("id", pattern.id()));
        return Json.of(list);
    }

    static List<String> wireNames(Set<Scope> scopes) {
        return scopes.stream().map(Scope::wireName).sorted().toList();
    }
}
