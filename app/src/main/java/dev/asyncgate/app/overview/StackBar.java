package dev.asyncgate.app.overview;

import java.util.List;
import javafx.scene.layout.Region;

/** Parts of a whole beside each other, each in the colour of its style class; as long as its share of the longest. */
final class StackBar extends Region {

    private static final double HEIGHT = 8;

    private final List<Part> parts;
    private final double share;

    /** A part and the style class of its state, such as {@code ended-failed}. */
    record Part(String style, long count) {}

    /** {@code share} of the room, from 0 to 1. */
    StackBar(List<Part> parts, double share) {
        this.parts = List.copyOf(parts);
        this.share = share;
        setMinSize(0, HEIGHT);
        setPrefHeight(HEIGHT);
        setMaxHeight(HEIGHT);
        setMaxWidth(Double.MAX_VALUE);
        for (Part part : parts) {
            var region = new Region();
            region.getStyleClass().addAll("stack-part", part.style());
            getChildren().add(region);
        }
    }

    @Override
    protected void layoutChildren() {
        long all = parts.stream().mapToLong(Part::count).sum();
        double x = 0;
        for (int i = 0; i < parts.size(); i++) {
            double width = all == 0 ? 0 : getWidth() * share * parts.get(i).count() / all;
            if (parts.get(i).count() > 0) {
                width = Math.max(1, width);
            }
            getChildren().get(i).resizeRelocate(x, 0, width, getHeight());
            x += width;
        }
    }
}
