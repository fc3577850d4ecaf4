package dev.asyncgate.app.past;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Programs that call the gateway with the keys of the day: what they may, too often, too late, and without a key. */
public final class Callers {

    private static final Pattern TASK = Pattern.compile("\"task_id\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern LEASE = Pattern.compile("\"lease_id\"\\s*:\\s*\"([^\"]+)\"");
    /** More than the key is allowed in a minute. */
    private static final int HASTY = 15;

    private final URI gateway;
    private final Map<String, String> keys;

    public Callers(URI gateway, Map<String, String> keys) {
        this.gateway = gateway;
        this.keys = Map.copyOf(keys);
    }

    /** Calls; the one but last is a task of the planner. */
    public void call() throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            for (int i = 0; i < 40; i++) {
                get(http, "planner-3", "/v1/receipts?to_kind=agent&to_id=planner&limit=5");
            }
            get(http, "ops-rosa", "/v1/tasks?limit=20");
            get(http, "legacy-ci", "/v1/tasks?limit=5");
            post(http, "ingest-2", "/v1/tasks/batch?principal_kind=service&principal_id=ingest", """
                    {"tasks": [{"type": "dataset.merge", "principal_ai": "ingest", "payload": {"part": 1},
                                "requirements": {"capabilities": ["parquet", "mem32"]}},
                               {"type": "dataset.merge", "principal_ai": "ingest", "payload": {"part": 2},
                                "requirements": {"capabilities": ["parquet", "mem32"]}}]}
                    """);
            for (int i = 0; i < HASTY; i++) {
                claim(http);
            }
            get(http, "", "/v1/tasks");
            work(http);
            get(http, "planner-3", "/v1/obligations/open?principal_kind=agent&principal_id=planner");
            post(http, "planner-3", "/v1/tasks?principal_kind=agent&principal_id=planner", """
                    {"type": "report.render", "principal_ai": "planner", "priority": 10,
                     "payload": {"report": "q3-close/apac"}, "idempotency_key": "q3:apac:1"}
                    """);
            claim(http);
        }
    }

    private void claim(HttpClient http) throws IOException, InterruptedException {
        post(http, "gpu-pool", "/v1/leases/claim", """
                {"worker_id": "gpu-10", "capabilities": ["gpu"], "accept_types": ["video.mix"]}
                """);
    }

    private void work(HttpClient http) throws IOException, InterruptedException {
        String claimed = post(http, "etl-pool", "/v1/leases/claim", """
                {"worker_id": "etl-3", "capabilities": ["parquet", "mem32"], "accept_types": ["dataset.merge"],
                 "lease_ttl_seconds": 300}
                """);
        Matcher task = TASK.matcher(claimed);
        Matcher lease = LEASE.matcher(claimed);
        if (task.find() && lease.find()) {
            String holding = "{\"worker_id\": \"etl-3\", \"lease_id\": \"%s\"".formatted(lease.group(1));
            String way = "/v1/tasks/" + task.group(1);
            post(http, "etl-pool", way + "/running", holding + "}");
            post(http, "etl-pool", way + "/progress", holding + ", \"progress\": {\"done\": 0.4}}");
            post(
                    http,
                    "etl-pool",
                    way + "/complete",
                    "{\"worker_id\": \"etl-3\", \"lease_id\": \"%s\", \"result\": {\"rows\": 3}}"
                            .formatted(UUID.nameUUIDFromBytes(new byte[] {1})));
            post(
                    http,
                    "etl-pool",
                    way + "/complete",
                    holding + ", \"result\": {\"rows\": 81220}, \"artifacts\": [\"s3://q3/emea/ledger.parquet\"]}");
        }
    }

    private void get(HttpClient http, String key, String way) throws IOException, InterruptedException {
        send(http, request(key, way).GET());
    }

    private String post(HttpClient http, String key, String way, String body) throws IOException, InterruptedException {
        return send(
                http,
                request(key, way)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body.strip())));
    }

    private HttpRequest.Builder request(String key, String way) {
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.resolve(way));
        return key.isEmpty() ? request : request.header("Authorization", "Bearer " + keys.get(key));
    }

    private static String send(HttpClient http, HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
        return answer.body();
    }
}
