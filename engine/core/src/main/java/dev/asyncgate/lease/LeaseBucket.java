package dev.asyncgate.lease;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/**
 * A stretch of time in which leases of one lane were counted.
 *
 * @param lane what they have in common: see {@link LeaseBuckets.Lane}
 * @param from the beginning of the stretch
 * @param touching how many leases lived at some time in it
 * @param begun how many of them began in it
 * @param ended how many ended in it, by reason; reasons without any are left out
 */
public record LeaseBucket(String lane, Instant from, int touching, int begun, Map<LeaseEnd, Integer> ended) {

    public LeaseBucket {
        ended = Map.copyOf(ended);
    }

    /** How many ended in it for this reason. */
    public int ended(LeaseEnd end) {
        return ended.getOrDefault(end, 0);
    }

    /** The two together, of two lanes that are drawn as one. */
    public LeaseBucket plus(LeaseBucket other) {
        var sum = new EnumMap<LeaseEnd, Integer>(LeaseEnd.class);
        sum.putAll(ended);
        other.ended.forEach((end, count) -> sum.merge(end, count, Integer::sum));
        return new LeaseBucket(lane, from, touching + other.touching, begun + other.begun, sum);
    }
}
