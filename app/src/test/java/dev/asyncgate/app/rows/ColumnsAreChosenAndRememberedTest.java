package dev.asyncgate.app.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.memory.Memory;
import dev.asyncgate.app.theme.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;

/** The columns that somebody chose are there, in the order into which they were dragged, and so they are the next time. */
@ExtendWith(ApplicationExtension.class)
class ColumnsAreChosenAndRememberedTest {

    private final Memory memory = Memory.forgetful();

    /** Four columns, of which the last is there when it is asked for, behind one that always stands in front. */
    private final class Sheet {

        private final TableView<String> table = new TableView<>();
        private final MenuButton menu = new MenuButton();
        private final ColumnChoice<String> choice;

        Sheet(List<TableColumn<String, ?>> front) {
            choice = new ColumnChoice<>(
                    table,
                    front,
                    List.of(offer("stored", true), offer("type", true), offer("task", true), offer("lease", false)));
            choice.offer(Texts.of(Locale.ENGLISH), menu);
            choice.remember(memory);
        }

        private static ColumnChoice.Offer<String> offer(String key, boolean atFirst) {
            return new ColumnChoice.Offer<>(key, "of " + key, atFirst, new TableColumn<>(key));
        }

        List<String> titles() {
            return table.getColumns().stream().map(TableColumn::getText).toList();
        }

        MenuItem item(String words) {
            return menu.getItems().stream()
                    .filter(item -> words.equals(item.getText()))
                    .findFirst()
                    .orElseThrow();
        }

        void press(String words) {
            if (item(words) instanceof CheckMenuItem check) {
                check.setSelected(!check.isSelected());
            }
            item(words).fire();
        }

        List<String> ticked() {
            return menu.getItems().stream()
                    .filter(item -> item instanceof CheckMenuItem check && check.isSelected())
                    .map(MenuItem::getText)
                    .toList();
        }

        void dragTheLastToTheFront() {
            List<TableColumn<String, ?>> dragged = new ArrayList<>(table.getColumns());
            dragged.addFirst(dragged.removeLast());
            table.getColumns().setAll(dragged);
        }
    }

    @Test
    void oneThatIsChosenStandsAtItsUsualPlace(FxRobot robot) {
        robot.interact(() -> {
            var sheet = new Sheet(List.of());
            assertThat(sheet.titles()).containsExactly("stored", "type", "task");
            sheet.press("of type");
            sheet.press("of lease");
            assertThat(sheet.titles()).containsExactly("stored", "task", "lease");
            sheet.press("of type");
            assertThat(sheet.titles()).containsExactly("stored", "type", "task", "lease");
            assertThat(sheet.ticked()).containsExactly("of stored", "of type", "of task", "of lease");
            sheet.press("The usual ones");
            assertThat(sheet.titles()).containsExactly("stored", "type", "task");
        });
    }

    @Test
    void theyAreThereTheNextTimeAsTheyWereDragged(FxRobot robot) {
        robot.interact(() -> {
            var sheet = new Sheet(List.of());
            sheet.press("of lease");
            sheet.press("of type");
            sheet.dragTheLastToTheFront();
            assertThat(new Sheet(List.of()).titles()).containsExactly("lease", "stored", "task");
        });
    }

    @Test
    void theLastOneStays(FxRobot robot) {
        robot.interact(() -> {
            var sheet = new Sheet(List.of());
            List.of("of stored", "of type", "of task").forEach(sheet::press);
            assertThat(sheet.titles()).containsExactly("task");
            assertThat(sheet.ticked()).containsExactly("of task");
        });
    }

    @Test
    void whicheverIsTheFirstHasTheAirOfTheEdge(FxRobot robot) {
        robot.interact(() -> {
            var sheet = new Sheet(List.of());
            sheet.dragTheLastToTheFront();
            assertThat(sheet.table.getColumns())
                    .filteredOn(column -> column.getStyleClass().contains("first"))
                    .extracting(TableColumn::getText)
                    .containsExactly("task");
        });
    }

    @Test
    void whatStandsInFrontIsNoChoice(FxRobot robot) {
        robot.interact(() -> {
            var sheet = new Sheet(List.of(new TableColumn<>("tick")));
            sheet.press("of stored");
            assertThat(sheet.titles()).containsExactly("tick", "type", "task");
            assertThat(sheet.choice.shownProperty().get()).containsExactly("type", "task");
        });
    }

    @Test
    void whatAnotherVersionWroteIsAsIfItWereNot(FxRobot robot) {
        for (String text : List.of("stored,colour", "", "task,,type")) {
            memory.put("columns", text);
            robot.interact(() -> assertThat(new Sheet(List.of()).titles()).containsExactly("stored", "type", "task"));
        }
        memory.put("columns", "task,type,task");
        robot.interact(() -> assertThat(new Sheet(List.of()).titles()).containsExactly("task", "type"));
    }
}
