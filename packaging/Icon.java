import dev.asyncgate.app.theme.Logo;
import dev.asyncgate.app.theme.Themes;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import javafx.application.Platform;
import javafx.scene.Group;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;
import javafx.scene.shape.SVGPath;
import javafx.scene.transform.Scale;
import javax.imageio.ImageIO;

/**
 * Writes the program's icon from the logo in the window's head: {@code asyncgate.svg}, and PNGs of the sizes that desktops
 * ask for. Needs no display. {@code packaging/build} runs it.
 */
public final class Icon {

    private static final int[] SIZES = {48, 128, 256};
    private static final double BOX = 18;
    private static final double MARGIN = 3;
    private static final String GROUND = "#111419";

    private Icon() {}

    public static void main(String[] arguments) throws Exception {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        var done = new CountDownLatch(1);
        Platform.startup(() -> {
            try {
                draw(folder);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            } finally {
                done.countDown();
            }
        });
        done.await();
        Platform.exit();
    }

    private static void draw(Path folder) throws Exception {
        var logo = new Logo();
        // The theme's colours, as in the window.
        new Themes().dress(new Scene(new StackPane(logo)));
        logo.applyCss();
        var svg = new StringBuilder();
        double whole = BOX + 2 * MARGIN;
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"%s %s %s %s\">%n"
                .formatted(-MARGIN, -MARGIN, whole, whole));
        svg.append("<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"4\" fill=\"%s\"/>%n"
                .formatted(-MARGIN, -MARGIN, whole, whole, GROUND));
        for (var child : logo.getChildren()) {
            var path = (SVGPath) child;
            svg.append(("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\""
                            + " stroke-linecap=\"round\" stroke-linejoin=\"round\"/>%n")
                    .formatted(path.getContent(), hex((Color) path.getStroke()), path.getStrokeWidth()));
        }
        svg.append("</svg>\n");
        Files.writeString(folder.resolve("asyncgate.svg"), svg);
        for (int size : SIZES) {
            Path file = folder.resolve("asyncgate-" + size + ".png");
            if (!ImageIO.write(picture(logo, size), "png", file.toFile())) {
                throw new IllegalStateException("no writer for PNG in this Java");
            }
        }
    }

    private static BufferedImage picture(Logo logo, int size) {
        double whole = BOX + 2 * MARGIN;
        var ground = new Rectangle(-MARGIN, -MARGIN, whole, whole);
        ground.setArcWidth(8);
        ground.setArcHeight(8);
        ground.setFill(Color.web(GROUND));
        var parameters = new SnapshotParameters();
        parameters.setFill(Color.TRANSPARENT);
        parameters.setTransform(new Scale(size / whole, size / whole));
        var copy = new Group(ground);
        logo.getChildren().stream().map(SVGPath.class::cast).forEach(path -> {
            var stroke = new SVGPath();
            stroke.setContent(path.getContent());
            stroke.setFill(null);
            stroke.setStroke(path.getStroke());
            stroke.setStrokeWidth(path.getStrokeWidth());
            stroke.setStrokeLineCap(path.getStrokeLineCap());
            stroke.setStrokeLineJoin(path.getStrokeLineJoin());
            copy.getChildren().add(stroke);
        });
        WritableImage seen = copy.snapshot(parameters, new WritableImage(size, size));
        var pixels = new int[size * size];
        seen.getPixelReader().getPixels(0, 0, size, size, PixelFormat.getIntArgbInstance(), pixels, 0, size);
        var image = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, size, size, pixels, 0, size);
        return image;
    }

    private static String hex(Color color) {
        return "#%02x%02x%02x"
                .formatted(
                        Math.round(color.getRed() * 255),
                        Math.round(color.getGreen() * 255),
                        Math.round(color.getBlue() * 255));
    }
}
