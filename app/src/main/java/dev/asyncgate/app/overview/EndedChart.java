package dev.asyncgate.app.overview;

import dev.asyncgate.app.theme.StateLook;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.theme.Themes;
import dev.asyncgate.app.words.Instants;
import dev.asyncgate.overview.Overview.Slot;
import dev.asyncgate.task.TaskStatus;
import java.util.List;
import javafx.scene.paint.Color;

/** How many tasks ended, and how. */
final class EndedChart extends Chart {

    static final List<TaskStatus> STACK = List.of(TaskStatus.SUCCEEDED, TaskStatus.FAILED, TaskStatus.CANCELED);

    private final Texts texts;

    EndedChart(Themes themes, Texts texts) {
        super(themes, texts.text("overview.ended_chart"));
        this.texts = texts;
    }

    @Override
    double most(List<Slot> slots) {
        return slots.stream().mapToLong(slot -> slot.took().count()).max().orElse(1);
    }

    @Override
    String scale(double value) {
        return texts.text("status.number", Math.round(value));
    }

    @Override
    String words(Slot slot) {
        return texts.text(
                "overview.slot_ended",
                Instants.date(slot.from()),
                slot.ended(TaskStatus.SUCCEEDED),
                slot.ended(TaskStatus.FAILED),
                slot.ended(TaskStatus.CANCELED));
    }

    @Override
    void paint(Plot plot, List<Slot> slots) {
        for (int i = 0; i < slots.size(); i++) {
            double at = 0;
            for (TaskStatus status : STACK) {
                long ended = slots.get(i).ended(status);
                if (ended > 0) {
                    Color full = plot.palette().shades(StateLook.of(status)).full();
                    // What went well recedes, so that trouble is seen.
                    Color colour = status == TaskStatus.SUCCEEDED ? full.deriveColor(0, 1, 1, 0.72) : full;
                    plot.bar(i, at, at + ended, colour);
                    at += ended;
                }
            }
        }
    }
}
