package dev.asyncgate.schedule;

import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What {@code schedule.status} asks for, in the payload of its task: one schedule of the tenant by {@code schedule_id}, or
 * without it those of who asks that are not deleted, a hundred at a time; {@code cursor} is the {@code next_cursor} of the
 * answer before.
 */
public record ScheduleQuestion(
        @Nullable UUID scheduleId, @Nullable String cursor) {

    /**
     * Reads a payload.
     *
     * @throws GateException INVALID_REQUEST, naming the member
     */
    public static ScheduleQuestion parse(Json payload) {
        Fields fields = new Fields("", payload.node(), List.of("schedule_id", "cursor"));
        return new ScheduleQuestion(
                fields.has("schedule_id") ? fields.requiredId("schedule_id") : null, fields.text("cursor"));
    }
}
