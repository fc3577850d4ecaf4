package dev.asyncgate.app.export;

import dev.asyncgate.app.background.Scope;
import dev.asyncgate.app.shell.Gaps;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * Saves what a canvas shows, and says below the tools of its place what became of it; hidden while there is nothing to
 * say. For the FX thread only.
 */
public final class PictureExport extends HBox {

    private final PlaceContext context;
    private final Scope scope;
    private final SavePrompt prompt;

    public PictureExport(PlaceContext context, SavePrompt prompt) {
        this.context = context;
        this.scope = context.background().scope();
        this.prompt = prompt;
        getStyleClass().addAll(Styles.NOTE, "work-note");
        managedProperty().bind(visibleProperty());
        setVisible(false);
    }

    /** Offers what is on the screen, as PNG. */
    public void offerPng(MenuButton menu, String name, Supplier<WritableImage> picture) {
        offer(menu, "png", name, () -> {
            BufferedImage image = pixels(picture.get());
            return () -> png(image);
        });
    }

    /** Offers a text such as SVG; {@code writer} gives what writes it off the FX thread, null for nothing to write. */
    public void offerText(MenuButton menu, String format, String name, Supplier<@Nullable Callable<String>> writer) {
        offer(menu, format, name, () -> {
            Callable<String> text = writer.get();
            return text == null ? null : () -> text.call().getBytes(StandardCharsets.UTF_8);
        });
    }

    private void offer(MenuButton menu, String format, String name, Supplier<@Nullable Callable<byte[]>> content) {
        var item = new MenuItem(context.texts().text("export.picture." + format));
        item.setOnAction(event -> {
            LocalDate today = LocalDate.ofInstant(context.clock().instant(), ZoneOffset.UTC);
            prompt.ask(menu, name + "-" + today + "." + format).ifPresent(file -> save(file, content.get()));
        });
        menu.getItems().add(item);
    }

    private void save(Path file, @Nullable Callable<byte[]> content) {
        if (content == null) {
            tell("warn", context.texts().text("export.picture.nothing"), true);
            return;
        }
        scope.load(
                "save",
                () -> write(file, content.call()),
                saved -> tell("check", context.texts().text("export.picture.saved", saved), false),
                failure -> tell(
                        "warn",
                        context.texts().text("export.picture.failed", file, String.valueOf(failure.getMessage())),
                        true));
    }

    /** The file has its name once it is whole. */
    private static Path write(Path file, byte[] content) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.write(part, content);
            return Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private void tell(String icon, String words, boolean bad) {
        var said = new Label(words);
        said.setWrapText(true);
        HBox.setHgrow(said, Priority.ALWAYS);
        var close = new Button(context.texts().text("export.close"));
        close.getStyleClass().add(Styles.SMALL_BUTTON);
        close.setOnAction(event -> setVisible(false));
        getStyleClass().remove(Styles.NOTE_DANGER);
        if (bad) {
            getStyleClass().add(Styles.NOTE_DANGER);
        }
        getChildren().setAll(Glyphs.icon(icon, 13), said, Gaps.grow(), close);
        setVisible(true);
    }

    private static BufferedImage pixels(WritableImage seen) {
        int width = (int) seen.getWidth();
        int height = (int) seen.getHeight();
        var pixels = new int[width * height];
        seen.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, width, height, pixels, 0, width);
        return image;
    }

    private static byte[] png(BufferedImage image) throws IOException {
        var out = new ByteArrayOutputStream();
        if (!ImageIO.write(image, "png", out)) {
            throw new IOException("No writer for PNG in this Java");
        }
        return out.toByteArray();
    }
}
