package dev.asyncgate.app.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.memory.Memory;
import java.util.List;
import org.junit.jupiter.api.Test;

class AQueryGetsANameTest {

    private static final SavedView FAILING = new SavedView("Failing", "status:failed");

    private final Memory memory = Memory.forgetful();

    private SavedViews open() {
        return new SavedViews(memory, List.of(FAILING));
    }

    @Test
    void aSavedViewComesBehindThoseOfThePlaceAndIsThereAtTheNextStart() {
        SavedView saved = open().save(" Q3 close ", "type:report.* age>1h");
        assertThat(saved.name()).isEqualTo("Q3 close");
        assertThat(open().views()).containsExactly(FAILING, saved);
    }

    @Test
    void savingUnderTheSameNameReplaces() {
        SavedViews views = open();
        views.save("Mine", "owner:rosa");
        views.save("Mine", "owner:amir");
        assertThat(views.views()).containsExactly(FAILING, new SavedView("Mine", "owner:amir"));
    }

    @Test
    void aSavedViewCanBeRemovedAndOneOfThePlaceCannot() {
        SavedViews views = open();
        SavedView mine = views.save("Mine", "owner:rosa");
        assertThat(views.isSaved(mine)).isTrue();
        assertThat(views.isSaved(FAILING)).isFalse();
        views.remove(mine);
        views.remove(FAILING);
        assertThat(open().views()).containsExactly(FAILING);
    }
}
