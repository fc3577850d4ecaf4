package dev.asyncgate.app.shell;

import dev.asyncgate.app.shell.Destination.ShowPlace;
import dev.asyncgate.app.theme.Texts;
import java.util.ArrayList;
import java.util.List;

/** One line of the palette: what it is called, what kind of thing it is, and what choosing it does. */
public record Command(String icon, String name, String kind, Runnable run) {

    /** Something to be done about what is selected. */
    public static Command action(Texts texts, String icon, String name, Runnable run) {
        return new Command(icon, name, texts.text("palette.action"), run);
    }

    /** Every place and every action of the shell. */
    static List<Command> all(PlaceContext context, ShellViewModel viewModel, List<PlaceId> places, Runnable help) {
        Texts texts = context.texts();
        var commands = new ArrayList<Command>();
        for (PlaceId place : places) {
            commands.add(new Command(
                    place.key(),
                    texts.text(place.textKey()),
                    texts.text("palette.place"),
                    () -> context.navigator().go(new ShowPlace(place))));
        }
        String action = texts.text("palette.action");
        boolean live = viewModel.liveProperty().get();
        commands.add(new Command(
                live ? "pause" : "play",
                texts.text(live ? "status.pause" : "status.resume"),
                action,
                viewModel::toggleLive));
        var choice = context.themes().choiceProperty();
        commands.add(new Command(
                "theme",
                texts.text(
                        "palette.theme",
                        texts.text("theme." + choice.get().next().name())),
                action,
                () -> choice.set(choice.get().next())));
        commands.add(new Command("help", texts.text("shell.help"), action, help));
        return commands;
    }
}
