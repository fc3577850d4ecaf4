package dev.asyncgate.workers.reference;

import dev.asyncgate.json.Json;
import dev.asyncgate.workers.LeasedTask;
import dev.asyncgate.workers.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Runs the {@code program} of the payload with its {@code arguments}, in its {@code working_directory} inside of the base.
 * No shell reads them. The result carries exit code and output; another exit code than 0 is a failure.
 */
public final class CommandWorker extends ReferenceWorker {

    private static final int TOLD_CHARACTERS = 1500;

    private final CommandRules rules;
    private final List<String> prefix;

    /** A worker that may run what the rules allow. */
    public CommandWorker(CommandRules rules) {
        this(rules, ProcessTree.namespace());
    }

    CommandWorker(CommandRules rules, List<String> prefix) {
        super("command.execute");
        this.rules = rules;
        this.prefix = List.copyOf(prefix);
    }

    @Override
    Outcome perform(LeasedTask task, Payload payload) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(prefix);
        command.add(rules.requireProgram(payload.text("program")));
        command.addAll(payload.texts("arguments"));
        if (command.stream().anyMatch(word -> word.indexOf('\0') >= 0)) {
            throw new RefusedException("An argument contains NUL.");
        }
        Path folder = rules.requireFolder(payload.textOrNull("working_directory"));
        try (ProcessTree tree = ProcessTree.start(command, folder)) {
            var output = new Output(tree.process(), rules.mostOutputBytes());
            Optional<Integer> exitCode = tree.await(rules.timeout(), _ -> output.isTooMuch());
            tree.killAll();
            output.await();
            return outcome(task, exitCode, output);
        }
    }

    private Outcome outcome(LeasedTask task, Optional<Integer> exitCode, Output output) {
        if (output.isTooMuch()) {
            return Outcome.failed(
                    "output_limit", "More output than %,d bytes; killed.".formatted(rules.mostOutputBytes()), false);
        }
        if (exitCode.isEmpty()) {
            return Outcome.failed(
                    "timeout",
                    "Longer than %d s; killed.".formatted(rules.timeout().toSeconds()),
                    true);
        }
        if (exitCode.get() != 0) {
            return Outcome.failed("exit_code", "Exit code " + exitCode.get() + ". " + end(output.stderr()), true);
        }
        return Outcome.done(
                Json.of(JsonNodeFactory.instance
                        .objectNode()
                        .put("exit_code", exitCode.get())
                        .put("stdout", output.stdout())
                        .put("stderr", output.stderr())),
                Payload.inTheResult(task));
    }

    private static String end(String text) {
        return text.substring(Math.max(0, text.length() - TOLD_CHARACTERS));
    }
}
