package dev.asyncgate.app.workers;

import java.net.URI;

/**
 * Where a worker finds the gateway of this console.
 *
 * @param open whether the gateway answers there now
 * @param keyed whether callers need a key
 */
public record WayIn(URI address, boolean open, boolean keyed) {

    private static final String KEY = "ASYNCGATE_API_KEY";

    /** What starts a worker in a terminal: one that gives every payload back. */
    String command() {
        return (keyed ? "export " + KEY + "=KEY\n" : "") + "asyncgate worker echo --url " + address;
    }

    /** What a program does to become a worker. */
    String java() {
        return """
                Taskee taskee = Taskee.at(
                        URI.create("%s"),
                        %s,
                        "renderer-1");
                WorkerLoop worker = Workers.over(taskee)
                        .handle("report.render", task -> {
                            Json pages = render(task.payload());
                            return Outcome.done(pages, Json.parse("[\\"s3://reports/11.pdf\\"]"));
                        })
                        .concurrency(4)
                        .start();""".formatted(address, keyed ? "System.getenv(\"" + KEY + "\")" : "null");
    }
}
