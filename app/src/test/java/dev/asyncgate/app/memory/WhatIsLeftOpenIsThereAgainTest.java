package dev.asyncgate.app.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.background.Background;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhatIsLeftOpenIsThereAgainTest {

    @TempDir
    private Path folder;

    private MemoryFile open() {
        return new MemoryFile(Background.direct(), folder.resolve("data").resolve("console.properties"));
    }

    @Test
    void whatWasKeptIsThereAtTheNextStart() {
        var text = new SimpleStringProperty("");
        var day = new SimpleObjectProperty<>(DayOfWeek.MONDAY);
        var flag = new SimpleBooleanProperty();
        try (MemoryFile first = open()) {
            Memory place = first.memory().part("tasks");
            place.keep("query", text);
            place.keep("day", day, DayOfWeek.class);
            place.keep("flag", flag);
            text.set("status:failed text:\"größer = \\u00e9\"");
            day.set(DayOfWeek.SUNDAY);
            flag.set(true);
        }
        var textAgain = new SimpleStringProperty("");
        var dayAgain = new SimpleObjectProperty<>(DayOfWeek.MONDAY);
        var flagAgain = new SimpleBooleanProperty();
        Memory place = open().memory().part("tasks");
        place.keep("query", textAgain);
        place.keep("day", dayAgain, DayOfWeek.class);
        place.keep("flag", flagAgain);
        assertThat(textAgain.get()).isEqualTo(text.get());
        assertThat(dayAgain.get()).isEqualTo(DayOfWeek.SUNDAY);
        assertThat(flagAgain.get()).isTrue();
    }

    @Test
    void aCrashLosesNoMoreThanWhatCameAfterTheLastBeat() {
        MemoryFile crashing = open();
        crashing.memory().put("query", "status:failed");
        crashing.save();
        crashing.memory().put("query", "status:failed type:rep");
        assertThat(open().memory().get("query")).isEqualTo("status:failed");
    }

    @Test
    void whatIsNoValueAnyMoreIsForgotten() {
        try (MemoryFile first = open()) {
            first.memory().put("day", "SOMEDAY");
        }
        MemoryFile again = open();
        var day = new SimpleObjectProperty<>(DayOfWeek.MONDAY);
        again.memory().keep("day", day, DayOfWeek.class);
        assertThat(day.get()).isEqualTo(DayOfWeek.MONDAY);
        assertThat(again.memory().get("day")).isNull();
    }

    @Test
    void aFileThatCannotBeReadIsAsIfItWereNot() throws Exception {
        Path file = folder.resolve("data").resolve("console.properties");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "query=\\u00zz\n");
        assertThat(open().memory().get("query")).isNull();
    }

    @Test
    void aPartKnowsItsOwnKeysAlone() {
        Memory memory = Memory.forgetful();
        memory.part("a").put("x", "1");
        memory.part("ab").put("y", "2");
        assertThat(memory.part("a").keys()).containsExactly("x");
    }
}
