package dev.asyncgate.app.theme;

import dev.asyncgate.lease.LeaseEnd;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** How leases ended, as parts of one bar that is 8 high. */
public final class EndedBar extends HBox {

    private static final double HEIGHT = 8;
    private static final double GAP = 1;

    /** {@code width} in px. */
    public EndedBar(Map<LeaseEnd, Integer> ends, double width) {
        getStyleClass().add("ended-bar");
        setMaxSize(width, HEIGHT);
        setMinSize(width, HEIGHT);
        int total = ends.values().stream().mapToInt(Integer::intValue).sum();
        for (LeaseEnd end : LeaseEnd.values()) {
            int count = ends.getOrDefault(end, 0);
            if (count > 0) {
                getChildren().add(part(end, Math.max(1.5, width * count / total - GAP)));
            }
        }
        setAccessibleText(words(ends));
    }

    private static Region part(LeaseEnd end, double width) {
        var part = new Region();
        part.getStyleClass().add("ended-" + end.wireName());
        part.setMinWidth(width);
        part.setPrefWidth(width);
        part.setMinHeight(HEIGHT);
        return part;
    }

    /** The same in words, such as {@code completed 14, expired 6}. */
    public static String words(Map<LeaseEnd, Integer> ends) {
        return List.of(LeaseEnd.values()).stream()
                .filter(ends::containsKey)
                .map(end -> end.wireName() + " " + ends.get(end))
                .collect(Collectors.joining(", "));
    }
}
