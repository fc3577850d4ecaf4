package dev.asyncgate.bench;

import java.util.List;
import java.util.function.Consumer;

/**
 * What a scenario plays on.
 *
 * @param peers other programs to measure beside it; none unless they were put on the class path
 * @param progress takes a line for each round
 */
record Stage(BenchDatabase database, Effort effort, List<Peer> peers, Consumer<String> progress) {

    Rounds rounds() {
        return new Rounds(effort.rounds(), progress);
    }
}
