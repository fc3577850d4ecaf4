package dev.asyncgate.schedule;

import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What {@code schedule.pause}, {@code .resume} and {@code .delete} ask for, in the payload of their task: {@code schedule_id},
 * required, and {@code reason}.
 */
public record ScheduleChange(UUID scheduleId, @Nullable String reason) {

    /**
     * Reads a payload.
     *
     * @throws GateException INVALID_REQUEST, naming the member
     */
    public static ScheduleChange parse(Json payload) {
        Fields fields = new Fields("", payload.node(), List.of("schedule_id", "reason"));
        return new ScheduleChange(fields.requiredId("schedule_id"), fields.text("reason"));
    }
}
