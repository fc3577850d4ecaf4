package dev.asyncgate.workers.demo;

import dev.asyncgate.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a simulated worker is to do with a task. It stands in the payload, under {@code simulate}, so that whoever takes
 * the task, and however often, does the same.
 *
 * @param seconds how long it takes, at normal speed
 * @param causes what it delegates to others on the way
 */
record SimulatedWork(Job job, double seconds, Ending ending, List<SimulatedWork> causes) {

    enum Ending {
        COMPLETE,
        /** It succeeds and says nothing by which the work can be found: its obligation stays open. */
        COMPLETE_UNLOCATED,
        /** The first attempt fails, the next one completes. */
        FAIL_ONCE,
        /** It fails, and there is no use in trying again. */
        FAIL
    }

    private static final List<String> SUBJECTS = List.of(
            "q3-close/emea", "q3-close/apac", "ledger/2026-11", "inventory/north", "churn/weekly", "press/daily");

    SimulatedWork {
        causes = List.copyOf(causes);
    }

    /** Draws the next work of a scenario. */
    static SimulatedWork draw(Scenario scenario, Random random) {
        return switch (scenario) {
            case BURST -> new SimulatedWork(Job.THUMB, Job.THUMB.drawSeconds(random), Ending.COMPLETE, List.of());
            case DELEGATION_TREE -> drawTree(random);
            case STEADY, CRASHING, HOARDING, FLAKY, UNLOCATABLE, EXPIRY_STORM -> drawEveryday(random);
        };
    }

    /** A report of two or three chapters, for each of which two or three pages must be fetched. */
    private static SimulatedWork drawTree(Random random) {
        return new SimulatedWork(Job.REPORT, 10, Ending.COMPLETE, several(random, () -> drawChapter(random)));
    }

    private static SimulatedWork drawChapter(Random random) {
        List<SimulatedWork> pages = several(
                random,
                () -> new SimulatedWork(
                        Job.CRAWL,
                        Job.CRAWL.drawSeconds(random),
                        random.nextInt(8) == 0 ? Ending.FAIL_ONCE : Ending.COMPLETE,
                        List.of()));
        return new SimulatedWork(Job.EMBEDDINGS, 6, Ending.COMPLETE, pages);
    }

    private static List<SimulatedWork> several(Random random, Supplier<SimulatedWork> part) {
        return Stream.generate(part).limit(random.nextInt(2, 4)).toList();
    }

    private static SimulatedWork drawEveryday(Random random) {
        Job job = Job.pick(random);
        List<SimulatedWork> causes = job == Job.REPORT ? drawParts(random) : List.of();
        return new SimulatedWork(job, job.drawSeconds(random), drawEnding(random), causes);
    }

    /** A report has two or three parts made for it; for embeddings a page or two must be fetched first. */
    private static List<SimulatedWork> drawParts(Random random) {
        return IntStream.range(0, random.nextInt(2, 4))
                .mapToObj(n -> n == 0 ? Job.EMBEDDINGS : random.nextBoolean() ? Job.CRAWL : Job.DATASET)
                .map(job -> new SimulatedWork(
                        job,
                        job.drawSeconds(random),
                        drawEnding(random),
                        job == Job.EMBEDDINGS ? drawPages(random) : List.of()))
                .toList();
    }

    private static List<SimulatedWork> drawPages(Random random) {
        return IntStream.range(0, random.nextInt(0, 3))
                .mapToObj(
                        n -> new SimulatedWork(Job.CRAWL, Job.CRAWL.drawSeconds(random), drawEnding(random), List.of()))
                .toList();
    }

    private static Ending drawEnding(Random random) {
        int percent = random.nextInt(100);
        return percent < 10
                ? Ending.FAIL_ONCE
                : percent < 15 ? Ending.FAIL : percent < 21 ? Ending.COMPLETE_UNLOCATED : Ending.COMPLETE;
    }

    /** The payload of the task that asks for this. */
    Json payload(Random random) {
        ObjectNode payload = JsonNodeFactory.instance
                .objectNode()
                .put("subject", SUBJECTS.get(random.nextInt(SUBJECTS.size())))
                .put("rows", random.nextInt(200, 90_000))
                .put("dry_run", false);
        payload.putObject("pages").put("count", random.nextInt(2, 400)).put("dpi", 220);
        payload.putNull("locale");
        payload.set("simulate", toNode());
        return Json.of(payload);
    }

    private ObjectNode toNode() {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("type", job.type())
                .put("seconds", seconds)
                .put("ending", ending.name().toLowerCase(Locale.ROOT));
        if (!causes.isEmpty()) {
            var array = node.putArray("causes");
            causes.forEach(cause -> array.add(cause.toNode()));
        }
        return node;
    }

    /** What a payload asks for; a task that somebody submitted by hand is completed after some seconds. */
    static SimulatedWork of(String type, Json payload) {
        JsonNode node = payload.node().path("simulate");
        return node.isObject() ? read(type, node) : new SimulatedWork(Job.ofType(type), 4, Ending.COMPLETE, List.of());
    }

    private static SimulatedWork read(String type, JsonNode node) {
        List<SimulatedWork> causes = node.path("causes")
                .valueStream()
                .map(cause -> read(cause.path("type").asString(Job.CRAWL.type()), cause))
                .toList();
        double seconds = Math.clamp(node.path("seconds").asDouble(4), 0.1, 600);
        return new SimulatedWork(
                Job.ofType(type), seconds, ending(node.path("ending").asString("complete")), causes);
    }

    private static Ending ending(String word) {
        for (Ending ending : Ending.values()) {
            if (ending.name().equalsIgnoreCase(word)) {
                return ending;
            }
        }
        return Ending.COMPLETE;
    }

    /** A part of its time, in simulated time. */
    Duration part(double share) {
        return Duration.ofMillis(Math.round(seconds * 1000 * share));
    }
}
