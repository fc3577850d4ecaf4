package dev.asyncgate.workers.demo;

import java.util.List;

/** What the demo plays. */
public enum Scenario {
    /** Six workers that do what they should: some tasks are retried, some fail, some leave their work unlocatable. */
    STEADY(36, 10),

    /** Hundreds of tasks at once, and again when none waits any more: the queue rises and falls. */
    BURST(0, 200),

    /** Four workers that die in the middle of one task in four, and two that take over what they leave. */
    CRASHING(36, 10),

    /** Two workers that renew until they may not any more, and three that do what those give up. */
    HOARDING(36, 10),

    /** Four workers that fail at random: tasks wait out their backoff, and some run out of attempts. */
    FLAKY(36, 10),

    /** Three workers that complete without artifacts, so that obligations stay open, and two that name theirs. */
    UNLOCATABLE(36, 10),

    /** Agents that delegate to agents that delegate, three levels deep; the results flow back. */
    DELEGATION_TREE(4, 2),

    /** Eight workers that die together: their leases end within a second, and four others work what comes back. */
    EXPIRY_STORM(36, 30);

    private final int tasksAMinute;
    private final int tasksAtOnce;

    Scenario(int tasksAMinute, int tasksAtOnce) {
        this.tasksAMinute = tasksAMinute;
        this.tasksAtOnce = tasksAtOnce;
    }

    /** How many workers play. */
    public int workers() {
        return CastMember.of(this).size();
    }

    /** How many tasks are submitted in a minute at normal speed, workers cause more; 0 when they come in waves. */
    public int tasksAMinute() {
        return tasksAMinute;
    }

    /** How many tasks are submitted at once when it begins, or in each wave. */
    public int tasksAtOnce() {
        return tasksAtOnce;
    }

    /** Whether its tasks come all at once, and again when none waits. */
    boolean comesInWaves() {
        return tasksAMinute == 0;
    }

    /** The types of the tasks that nobody's work has caused. */
    List<String> types() {
        return switch (this) {
            case BURST -> List.of(Job.THUMB.type());
            case DELEGATION_TREE -> List.of(Job.REPORT.type());
            case STEADY, CRASHING, HOARDING, FLAKY, UNLOCATABLE, EXPIRY_STORM -> Job.everydayTypes();
        };
    }
}
