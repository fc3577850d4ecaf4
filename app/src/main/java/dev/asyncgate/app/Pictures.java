package dev.asyncgate.app;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javax.imageio.ImageIO;

/** Scenes as PNG files. */
final class Pictures {

    private Pictures() {}

    /**
     * The pixels of what a scene shows, laid out in a window of this size; on the FX thread. The window itself may be
     * smaller: without a display it cannot be larger than its screen.
     */
    static BufferedImage of(Scene scene, double width, double height) {
        Parent root = scene.getRoot();
        root.resize(width, height);
        // What depends on the width, such as the rail, is arranged by the first layout and laid out by the second.
        for (int pass = 0; pass < 2; pass++) {
            root.applyCss();
            root.layout();
        }
        var seen = new WritableImage((int) width, (int) height);
        root.snapshot(null, seen);
        int columns = (int) width;
        int rows = (int) height;
        var pixels = new int[columns * rows];
        seen.getPixelReader().getPixels(0, 0, columns, rows, PixelFormat.getIntArgbInstance(), pixels, 0, columns);
        var image = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, columns, rows, pixels, 0, columns);
        return image;
    }

    /** Writes a picture; off the FX thread. */
    static void write(BufferedImage image, Path file) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (!ImageIO.write(image, "png", file.toFile())) {
            throw new IOException("No writer for PNG in this Java");
        }
    }
}
