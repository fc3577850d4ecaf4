package dev.asyncgate.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.Test;

/** Where the parts of a row lie, wide and narrow. */
class ARowGoesOnInAFurtherLineTest {

    private final Region first = part(100);
    private final Region second = part(60);
    private final Region gap = Gaps.grow();
    private final Region third = part(80);
    private final WrappingRow row = new WrappingRow();

    ARowGoesOnInAFurtherLineTest() {
        row.setSpacing(10);
        row.setLeastHeight(40);
        row.getChildren().setAll(first, second, gap, third);
    }

    @Test
    void withRoomEnoughEverythingStandsInOneLineAndTheGapTakesTheRest() {
        layOut(400);
        assertThat(row.prefHeight(400)).isEqualTo(40);
        assertThat(List.of(left(first), left(second), left(third))).containsExactly(0.0, 110.0, 320.0);
        assertThat(third.getLayoutY()).isEqualTo(10);
    }

    @Test
    void withoutRoomWhatIsBehindTheGapGoesOnBelowAtTheRight() {
        layOut(200);
        assertThat(row.prefHeight(200)).isEqualTo(40 + 6 + 20);
        assertThat(List.of(left(first), left(second), left(third))).containsExactly(0.0, 110.0, 120.0);
        assertThat(third.getLayoutY()).isEqualTo(first.getLayoutY() + 26);
    }

    @Test
    void whatHasNoRoomBesideOthersHasALineOfItsOwnAndNothingIsCut() {
        layOut(120);
        assertThat(row.minHeight(120)).isEqualTo(40 + 2 * 26);
        for (Node part : List.of(first, second, third)) {
            assertThat(((Region) part).getWidth()).isEqualTo(((Region) part).prefWidth(-1));
            assertThat(left(part) + ((Region) part).getWidth()).isLessThanOrEqualTo(120);
        }
    }

    @Test
    void whatIsWiderThanTheRowIsAsWideAsTheRow() {
        layOut(90);
        assertThat(first.getWidth()).isEqualTo(90);
    }

    @Test
    void whatIsNotManagedTakesNoRoom() {
        second.setManaged(false);
        HBox.setHgrow(first, Priority.ALWAYS);
        row.getChildren().remove(gap);
        layOut(200);
        assertThat(first.getWidth()).isEqualTo(110);
        assertThat(left(third)).isEqualTo(120);
    }

    private void layOut(double width) {
        row.resize(width, row.prefHeight(width));
        row.layout();
    }

    private static double left(Node node) {
        return node.getLayoutX();
    }

    private static Region part(double width) {
        var part = new Region();
        part.setPrefSize(width, 20);
        part.setMaxSize(Double.MAX_VALUE, 20);
        part.setMinSize(0, 20);
        return part;
    }
}
