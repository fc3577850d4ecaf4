package dev.asyncgate.app;

import dev.asyncgate.app.memory.Memory;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** Where the window was and how large, for the next start. For the FX thread only. */
final class WindowBounds {

    private static final double SMALLEST = 400;

    private WindowBounds() {}

    /** Puts a window where it was, if that is still on a screen, and follows it from now on. */
    static void keep(Stage stage, Memory memory) {
        Rectangle2D before = before(memory);
        if (before != null && !Screen.getScreensForRectangle(before).isEmpty()) {
            stage.setX(before.getMinX());
            stage.setY(before.getMinY());
            stage.setWidth(before.getWidth());
            stage.setHeight(before.getHeight());
        }
        stage.setMaximized(Boolean.parseBoolean(memory.get("maximized")));
        stage.maximizedProperty().subscribe(now -> memory.put("maximized", String.valueOf(now)));
        stage.xProperty().subscribe(() -> remember(stage, memory));
        stage.yProperty().subscribe(() -> remember(stage, memory));
        stage.widthProperty().subscribe(() -> remember(stage, memory));
        stage.heightProperty().subscribe(() -> remember(stage, memory));
    }

    private static void remember(Stage stage, Memory memory) {
        if (stage.isShowing() && !stage.isMaximized() && !stage.isIconified() && stage.getWidth() >= SMALLEST) {
            memory.put(
                    "bounds",
                    "%.0f %.0f %.0f %.0f".formatted(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight()));
        }
    }

    private static @Nullable Rectangle2D before(Memory memory) {
        String bounds = memory.get("bounds");
        if (bounds == null) {
            return null;
        }
        try {
            String[] numbers = bounds.split(" ", -1);
            return new Rectangle2D(
                    Double.parseDouble(numbers[0]),
                    Double.parseDouble(numbers[1]),
                    Math.max(SMALLEST, Double.parseDouble(numbers[2])),
                    Math.max(SMALLEST, Double.parseDouble(numbers[3])));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return null;
        }
    }
}
