package dev.asyncgate.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.shell.Destination.ShowFiltered;
import dev.asyncgate.app.shell.PaletteItem.Section;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.theme.Themes;
import dev.asyncgate.overview.FindNames;
import dev.asyncgate.overview.FindNames.Name;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.task.Requirements;
import dev.asyncgate.task.TaskRow;
import dev.asyncgate.task.TaskStatus;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;

/** One field finds what can be done and what there is. */
@ExtendWith(ApplicationExtension.class)
class PaletteViewModelTest {

    private static final UUID TASK = UUID.fromString("01a207fe-90c3-7b28-9d14-77d05e9a3c44");
    private static final Tenant TENANT = new Tenant(new UUID(0, 0), "default");

    private final Navigator navigator = new Navigator();
    private final List<String> asked = new ArrayList<>();
    private final List<String> copied = new ArrayList<>();
    private final List<String> ran = new ArrayList<>();
    private final PaletteViewModel palette = new PaletteViewModel(
            new PlaceContext(Background.direct(), navigator, new Themes(), Texts.of(Locale.ENGLISH), Clock.systemUTC()),
            TENANT,
            this::find,
            List.of(
                    new Command("pause", "Pause the live updates", "Action", () -> ran.add("pause")),
                    new Command("tasks", "Tasks", "Place", () -> ran.add("tasks"))),
            copied::add);

    private Finder.Finds find(Tenant tenant, String text, boolean ids) {
        asked.add(text + (ids ? " as an id" : ""));
        var row = new TaskRow(
                TASK,
                "report.render",
                TaskStatus.RUNNING,
                Principal.parse("agent:planner"),
                "inline://task",
                "planner",
                new Requirements(List.of(), List.of()),
                null,
                null,
                "gpu-7",
                1,
                2,
                0,
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                null,
                null,
                null,
                false,
                null,
                false);
        return new Finder.Finds(
                List.of(row),
                List.of(
                        new Name(FindNames.Kind.TYPE, "report.render"),
                        new Name(FindNames.Kind.WORKER, "render-1"),
                        new Name(FindNames.Kind.PRINCIPAL, "agent:renderer")));
    }

    private List<String> names() {
        return palette.itemsProperty().get().stream().map(PaletteItem::name).toList();
    }

    @Test
    void actionsAndPlacesAreFoundWithoutTheDatabase() {
        assertThat(names()).containsExactly("Pause the live updates", "Tasks");
        palette.typedProperty().set("p");
        assertThat(names()).containsExactly("Pause the live updates");
        assertThat(asked).isEmpty();
    }

    @Test
    void tasksComeBehindThemAndNamesLast() {
        palette.typedProperty().set("Rend");
        assertThat(asked).containsExactly("rend");
        assertThat(names())
                .containsExactly(
                        "report.render", "All tasks that match", "report.render", "render-1", "agent:renderer");
    }

    @Test
    void aPrefixLooksForOneSortAlone() {
        palette.typedProperty().set(">pau");
        assertThat(asked).isEmpty();
        assertThat(names()).containsExactly("Pause the live updates");
        palette.typedProperty().set("#5e9a");
        assertThat(asked).containsExactly("5e9a as an id");
        assertThat(names()).containsExactly("report.render");
        palette.typedProperty().set("@rend");
        assertThat(names()).containsExactly("render-1", "agent:renderer");
    }

    @Test
    void aTaskOffersWhatCanBeDoneWithItAndSaysHowItStands() {
        palette.typedProperty().set("rend");
        PaletteItem task = palette.itemsProperty().get().getFirst();
        assertThat(task.section()).isEqualTo(Section.TASKS);
        assertThat(task.facts()).contains(new PaletteItem.Fact("Worker", "gpu-7"));
        task.commands().getFirst().run().run();
        assertThat(navigator.currentProperty().get()).isEqualTo(new Destination.ShowTask(TASK));
        task.commands().getLast().run().run();
        assertThat(copied).containsExactly(TASK.toString());
    }

    @Test
    void aTypeLeadsToItsTasks() {
        palette.typedProperty().set("rend");
        palette.itemsProperty().get().get(2).commands().getFirst().run().run();
        assertThat(navigator.currentProperty().get()).isEqualTo(new ShowFiltered(PlaceId.TASKS, "type:report.render"));
    }
}
