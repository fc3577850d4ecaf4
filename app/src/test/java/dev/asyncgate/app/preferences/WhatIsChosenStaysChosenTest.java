package dev.asyncgate.app.preferences;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.memory.Memory;
import dev.asyncgate.app.shell.Preferences;
import dev.asyncgate.app.shell.Preferences.Language;
import dev.asyncgate.app.shell.Preferences.Times;
import dev.asyncgate.app.theme.ThemeChoice;
import dev.asyncgate.app.theme.Themes;
import dev.asyncgate.settings.SettingEntry;
import dev.asyncgate.settings.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;

/** What somebody chose is there at the next start; what nobody may choose is refused in words. */
@ExtendWith(ApplicationExtension.class)
class WhatIsChosenStaysChosenTest {

    private static final List<SettingEntry> SETTINGS =
            Settings.read(Map.of("ASYNCGATE_DB_POOL_SIZE", "7"), null, Map.of()).entries();

    private final Memory memory = Memory.forgetful();

    private SettingsViewModel open() {
        return new SettingsViewModel(new Preferences(memory, new Themes(), "account"), SETTINGS);
    }

    @Test
    void everyChoiceIsThereAgain() {
        Preferences first = open().preferences();
        first.themes().choiceProperty().set(ThemeChoice.CONTRAST);
        first.themes().scaleProperty().set(2.5);
        first.themes().comfortableProperty().set(true);
        first.themes().lessMotionProperty().set(true);
        first.timesProperty().set(Times.RELATIVE);
        first.languageProperty().set(Language.GERMAN);
        first.operatorProperty().set("rosa");
        Preferences again = open().preferences();
        assertThat(again.themes().choiceProperty().get()).isEqualTo(ThemeChoice.CONTRAST);
        assertThat(again.themes().scaleProperty().get()).isEqualTo(2.5);
        assertThat(again.themes().comfortableProperty().get()).isTrue();
        assertThat(again.themes().isStill()).isTrue();
        assertThat(again.timesProperty().get()).isEqualTo(Times.RELATIVE);
        assertThat(again.languageProperty().get()).isEqualTo(Language.GERMAN);
        assertThat(again.operator()).hasToString("human:rosa");
    }

    @Test
    void aScaleOutOfBoundsIsBroughtBack() {
        memory.put("scale", "12");
        assertThat(open().preferences().themes().scaleProperty().get()).isEqualTo(Themes.LARGEST);
    }

    @Test
    void theOperatorIsTheAccountUntilANameIsGiven() {
        SettingsViewModel viewModel = open();
        assertThat(viewModel.preferences().operator()).hasToString("human:account");
        viewModel.actAs("  amir ");
        assertThat(viewModel.preferences().operator()).hasToString("human:amir");
    }

    @Test
    void aNameThatNobodyMayHaveIsRefusedAndChangesNothing() {
        SettingsViewModel viewModel = open();
        viewModel.actAs("");
        assertThat(viewModel.refusedProperty().get()).isNotBlank();
        assertThat(viewModel.preferences().operator()).hasToString("human:account");
        viewModel.actAs("rosa");
        assertThat(viewModel.refusedProperty().get()).isNull();
    }

    @Test
    void settingsAreFoundByAPartOfTheirKeyAndByWhetherSomebodySetThem() {
        SettingsViewModel viewModel = open();
        assertThat(viewModel.entries()).hasSameSizeAs(SETTINGS);
        viewModel.soughtProperty().set("pool");
        assertThat(viewModel.entries()).extracting(SettingEntry::key).containsExactly("DB_POOL_SIZE");
        viewModel.soughtProperty().set("");
        viewModel.onlySetProperty().set(true);
        assertThat(viewModel.entries()).extracting(SettingEntry::key).containsExactly("DB_POOL_SIZE");
    }

    @Test
    void anotherLanguageWaitsForTheNextStart() {
        SettingsViewModel viewModel = open();
        assertThat(viewModel.isLanguageAwaited()).isFalse();
        viewModel.preferences().languageProperty().set(Language.GERMAN);
        assertThat(viewModel.isLanguageAwaited()).isTrue();
    }
}
