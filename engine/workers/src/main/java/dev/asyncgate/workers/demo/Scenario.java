package dev.asyncgate.workers.demo;

/** What the demo plays. */
public enum Scenario {
    /** Six workers that do what they should: some tasks are retried, some fail, some leave their work unlocatable. */
    STEADY,

    /** Four workers that die in the middle of one task in four, and two that take over what they leave. */
    CRASHING;

    /** Tasks that are submitted in a minute, at normal speed. */
    static final int TASKS_A_MINUTE = 36;

    /** How many workers play. */
    public int workers() {
        return CastMember.of(this).size();
    }

    /** How many tasks are submitted in a minute at normal speed; workers cause more. */
    public int tasksAMinute() {
        return TASKS_A_MINUTE;
    }
}
