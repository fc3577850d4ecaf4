package dev.asyncgate.why;

/** What can stand between a task and a worker. */
public enum Obstacle {
    /** An operator keeps it out of the queue, or it kept losing its workers. */
    HELD(Weight.STOPS),
    /** Its time has not come. */
    NOT_YET(Weight.STOPS),
    TYPE_PAUSED(Weight.STOPS),
    /** Nobody at all has held a lease lately. */
    NO_WORKER_SEEN(Weight.STOPS),
    /** None of those that were seen has all the capabilities. */
    NO_WORKER_QUALIFIES(Weight.STOPS),
    /** Each that has them holds another task. */
    WORKERS_BUSY(Weight.SLOWS),
    /** Others are handed out first. */
    BEHIND_OTHERS(Weight.SLOWS),
    /** Its leases keep running out. */
    LOSES_ITS_WORKERS(Weight.TELLS),
    /** Leases that run out are not ended, so what their holders have goes to nobody else. */
    NOBODY_SWEEPS(Weight.TELLS);

    private final Weight weight;

    Obstacle(Weight weight) {
        this.weight = weight;
    }

    public Weight weight() {
        return weight;
    }

    /** What it means for the task. */
    public enum Weight {
        STOPS,
        SLOWS,
        TELLS
    }
}
