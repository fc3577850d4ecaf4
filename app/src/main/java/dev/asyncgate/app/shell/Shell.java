package dev.asyncgate.app.shell;

import dev.asyncgate.app.theme.ScaledRoot;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.value.ObservableValue;
import javafx.scene.Parent;
import javafx.scene.Scene;

/** The content of the window: head, rail, place, inspector, status bar. For the FX thread only. */
public final class Shell {

    /** The size of a first window and of every picture, in px. */
    public static final double WIDTH = 1440;

    public static final double HEIGHT = 900;

    private final Parent root;
    private final ShellController controller;

    /** Where the console works, whose work can be shown, who acts, where they are asked, and who finds what the palette is asked for. */
    public record Session(
            Environment environment,
            List<Tenant> tenants,
            ObservableValue<String> operator,
            Dialogs dialogs,
            Finder finder) {

        public Session {
            tenants = List.copyOf(tenants);
        }
    }

    /**
     * {@code places} is asked once for each tenant; they appear in the rail in the order of {@link PlaceId}, and each is made
     * when somebody first goes to it.
     */
    public Shell(
            PlaceContext context,
            ShellViewModel viewModel,
            Session session,
            Function<Tenant, Map<PlaceId, Supplier<? extends Place>>> places) {
        controller = new ShellController(context, viewModel, session, places);
        root = Fxml.load("shell/Shell.fxml", controller, context.texts());
        controller.begin();
    }

    /** The places of the tenant shown, in the order of the rail. */
    public List<PlaceId> placeIds() {
        return controller.placeIds();
    }

    /** Leaves the place that is shown: its polls end, and what is typed there is kept. */
    public void close() {
        controller.close();
    }

    public Parent root() {
        return root;
    }

    /** Makes every place anew and shows the one that was shown: something was chosen that each is made with. */
    public void renew() {
        controller.renew();
    }

    /** Has a scene that {@link #scene} made show something else. */
    public static void show(Scene scene, Parent content) {
        ((ScaledRoot) scene.getRoot()).show(content);
    }

    /** A scene of the first window's size, dressed in the theme in force and drawn at its scale. */
    public static Scene scene(PlaceContext context, Parent root) {
        var scene = new Scene(new ScaledRoot(context.themes(), root), WIDTH, HEIGHT);
        context.themes().dress(scene);
        return scene;
    }
}
