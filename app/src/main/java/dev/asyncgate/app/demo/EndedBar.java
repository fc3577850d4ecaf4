package dev.asyncgate.app.demo;

import dev.asyncgate.lease.LeaseEnd;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** How a worker's leases ended, as parts of one bar 92 × 8. */
final class EndedBar extends HBox {

    private static final double WIDTH = 92;
    private static final double GAP = 1;

    EndedBar(Map<LeaseEnd, Integer> ends) {
        getStyleClass().add("ended-bar");
        setMaxSize(WIDTH, 8);
        setMinSize(WIDTH, 8);
        int total = ends.values().stream().mapToInt(Integer::intValue).sum();
        for (LeaseEnd end : LeaseEnd.values()) {
            int count = ends.getOrDefault(end, 0);
            if (count > 0) {
                getChildren().add(part(end, Math.max(1.5, WIDTH * count / total - GAP)));
            }
        }
        setAccessibleText(words(ends));
    }

    private static Region part(LeaseEnd end, double width) {
        var part = new Region();
        part.getStyleClass().add("ended-" + end.wireName());
        part.setMinWidth(width);
        part.setPrefWidth(width);
        part.setMinHeight(8);
        return part;
    }

    /** The same in words, such as {@code completed 14, expired 6}. */
    static String words(Map<LeaseEnd, Integer> ends) {
        return List.of(LeaseEnd.values()).stream()
                .filter(ends::containsKey)
                .map(end -> end.wireName() + " " + ends.get(end))
                .collect(Collectors.joining(", "));
    }
}
