package dev.asyncgate.app.shell;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import javafx.scene.Parent;
import javafx.scene.Scene;

/** The content of the window: head, rail, place, inspector, status bar. For the FX thread only. */
public final class Shell {

    /** The size of a first window and of every picture, in px. */
    public static final double WIDTH = 1440;

    public static final double HEIGHT = 900;

    private final Parent root;
    private final ShellController controller;

    /** Where the console works, whose work can be shown, who acts, and where they are asked. */
    public record Session(Environment environment, List<Tenant> tenants, String operator, Dialogs dialogs) {

        public Session {
            tenants = List.copyOf(tenants);
        }
    }

    /** {@code places} is asked once for each tenant; they appear in the rail in the order of {@link PlaceId}. */
    public Shell(
            PlaceContext context,
            ShellViewModel viewModel,
            Session session,
            Function<Tenant, List<? extends Place>> places) {
        controller = new ShellController(context, viewModel, session, places);
        root = Fxml.load("shell/Shell.fxml", controller, context.texts());
        controller.begin();
    }

    /** The places of the tenant shown, in the order of the rail. */
    public Set<PlaceId> placeIds() {
        return controller.placeIds();
    }

    /** Leaves the place that is shown: its polls end, and what is typed there is kept. */
    public void close() {
        controller.close();
    }

    public Parent root() {
        return root;
    }

    /** A scene of the first window's size, dressed in the theme in force. */
    public static Scene scene(PlaceContext context, Parent root) {
        var scene = new Scene(root, WIDTH, HEIGHT);
        context.themes().dress(scene);
        return scene;
    }
}
