package dev.asyncgate.app.tasks;

import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.why.Standing;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/** How many come first, by priority, and where this one stands. For the FX thread only. */
final class AheadBar extends Pane {

    private static final double BAR = 16;
    private static final double WORDS = 16;
    private static final double LEAST = 14;
    private static final double PIN = 26;
    private static final int MOST = 5;

    private final List<Part> parts = new ArrayList<>();
    private final Region pin = new Region();
    private final Region head = new Region();
    private final Label self;

    /** A stretch and its words. */
    private record Part(long tasks, Label count, Label words) {}

    AheadBar(Texts texts, Standing standing) {
        getStyleClass().add("ahead-bar");
        List<Standing.Ahead> ahead = standing.ahead();
        for (int i = 0; i < Math.min(MOST, ahead.size()); i++) {
            Standing.Ahead one = ahead.get(i);
            boolean last = i == MOST - 1 && ahead.size() > MOST;
            long tasks = last
                    ? ahead.stream().skip(i).mapToLong(Standing.Ahead::tasks).sum()
                    : one.tasks();
            boolean same = one.priority() == standing.priority() && !last;
            add(
                    tasks,
                    texts.text("why.number", tasks),
                    texts.text(
                            same ? "why.priority_older" : last ? "why.priority_lower" : "why.priority",
                            one.priority()));
        }
        self = styled(texts.text("why.this"), Styles.MICRO, Styles.ACCENT_TEXT);
        pin.getStyleClass().add("ahead-pin");
        head.getStyleClass().add("ahead-head");
        getChildren().addAll(pin, head, self);
        setMinHeight(BAR + WORDS + 6);
        setPrefHeight(BAR + WORDS + 6);
    }

    private void add(long tasks, String count, String words) {
        var part = new Part(
                tasks,
                styled(count, Styles.MONO, Styles.MICRO, "ahead-part"),
                styled(words, Styles.MICRO, Styles.MUTED, "ahead-words"));
        parts.add(part);
        getChildren().addAll(part.count(), part.words());
    }

    private static Label styled(String text, String... styles) {
        var label = new Label(text);
        label.getStyleClass().addAll(styles);
        return label;
    }

    @Override
    protected void layoutChildren() {
        double room = getWidth() - PIN;
        double total = Math.max(1, parts.stream().mapToLong(Part::tasks).sum());
        double least = Math.min(LEAST, room / Math.max(1, parts.size()));
        double spare = room - least * parts.size();
        double x = 0;
        for (Part part : parts) {
            double width = least + spare * part.tasks() / total;
            part.count().resizeRelocate(x, 4, width - 1, BAR);
            double words = part.words().prefWidth(-1);
            boolean fits = words <= width + 4;
            part.words().setVisible(fits);
            part.words().resizeRelocate(x - 2, BAR + 5, width + 4, WORDS);
            x += width;
        }
        pin.resizeRelocate(x + 4, 0, 2, BAR + 8);
        head.resizeRelocate(x + 1, 0, 8, 5);
        double own = self.prefWidth(-1);
        self.resizeRelocate(getWidth() - own, BAR + 5, own, WORDS);
    }
}
