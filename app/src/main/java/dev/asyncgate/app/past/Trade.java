package dev.asyncgate.app.past;

import dev.asyncgate.json.Json;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.task.Completion;
import dev.asyncgate.task.NewTask;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** A kind of work: who asks for it, what it needs, how long it takes, and what it leaves behind. */
enum Trade {
    REPORT("report.render", "agent:planner", 10, 120, 330, "pdf", "gpu", "latex"),
    EMBEDDINGS("embeddings.build", "agent:writer", 5, 110, 320, "npy", "gpu"),
    CHART("chart.render", "agent:writer", 5, 80, 200, "svg", "gpu"),
    EXTRACT("dataset.extract", "service:ingest", 2, 90, 290, "parquet", "parquet"),
    MERGE("dataset.merge", "service:ingest", 0, 150, 330, "parquet", "parquet", "mem32"),
    FETCH("http.fetch", "agent:crawler", 0, 20, 70, "html", "net"),
    SCORE("score.answers", "agent:planner", 0, 120, 330, "json", "judge"),
    SCAN("scan.invoice", "service:ingest", 0, 110, 300, "json", "ocr", "gpu"),
    SUMMARY("summarize.thread", "agent:writer", 5, 140, 400, "md", "llm", "32k"),
    DIGEST("mail.digest", "service:mailer", 0, 130, 330, "eml", "smtp"),
    CRAWL("crawl.page", "agent:crawler", 0, 130, 330, "html", "net", "js"),
    THUMB("thumb.make", "service:gallery", 0, 0.6, 2.4, "webp"),
    PAGE("ocr.page", "service:gallery", 0, 0.8, 2.8, "txt", "ocr");

    private static final List<String> REGIONS = List.of("emea", "apac", "amer", "nordics", "latam");

    private final String type;
    private final String owner;
    private final int priority;
    private final double shortest;
    private final double longest;
    private final String suffix;
    private final String needs;

    Trade(String type, String owner, int priority, double shortest, double longest, String suffix, String... needs) {
        this.type = type;
        this.owner = owner;
        this.priority = priority;
        this.shortest = shortest;
        this.longest = longest;
        this.suffix = suffix;
        this.needs = String.join(" ", needs);
    }

    static Trade ofType(String type) {
        for (Trade trade : values()) {
            if (trade.type.equals(type)) {
                return trade;
            }
        }
        return FETCH;
    }

    String type() {
        return type;
    }

    Principal owner() {
        return Principal.parse(owner);
    }

    double drawSeconds(Random random) {
        return random.nextDouble(shortest, longest);
    }

    /** How many of them wait at most before the taskers hold back. */
    int mostWaiting() {
        return switch (this) {
            case MERGE -> 0;
            case THUMB -> 14;
            case REPORT, EMBEDDINGS, EXTRACT -> 4;
            case SUMMARY, DIGEST, CRAWL, SCAN, SCORE, CHART, FETCH, PAGE -> 3;
        };
    }

    NewTask.Builder task(Random random) {
        return NewTask.builder(type, payload(random))
                .priority(priority)
                .maxAttempts(this == REPORT ? 2 : 3)
                .retryBackoff(Duration.ofSeconds(20))
                .requirements(needs.isEmpty() ? List.of() : List.of(needs.split(" ")), List.of());
    }

    private Json payload(Random random) {
        String region = REGIONS.get(random.nextInt(REGIONS.size()));
        int pages = random.nextInt(40, 400);
        return Json.parse(
                switch (this) {
                    case REPORT, CHART -> """
                            {"report": "q3-close/%s", "ledger_total": 90071992547409931.%02d,
                             "pages": {"count": %d, "dpi": 220, "duplex": false},
                             "sources": ["s3://q3/%s/ledger.parquet", "s3://q3/%s/rates.parquet"],
                             "layout": {"paper": "A4", "columns": 2}, "locale": null}
                            """.formatted(region, random.nextInt(100), pages, region, region);
                    case FETCH, CRAWL -> """
                            {"url": "https://example.org/%s/%d", "depth": 2, "follow": true}
                            """.formatted(region, pages);
                    default -> """
                            {"source": "s3://q3/%s/part-%03d.parquet", "rows": %d, "dry_run": false}
                            """.formatted(region, pages, pages * 811);
                });
    }

    Completion completion(Random random, boolean located) {
        String result = "{\"rows\": %d, \"seconds\": %.1f}".formatted(random.nextInt(100, 90_000), shortest);
        return located
                ? Completion.of(
                        Json.parse(result),
                        Json.parse("[\"s3://q3/%s/%06x.%s\"]".formatted(type, random.nextInt(1 << 24), suffix)))
                : new Completion(Json.parse(result), null, null);
    }
}
