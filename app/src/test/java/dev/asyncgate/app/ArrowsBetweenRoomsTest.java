package dev.asyncgate.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.asyncgate.app.background.Background;
import java.util.List;
import javafx.application.Platform;
import org.junit.jupiter.api.Test;

/** The rules of ARCHITECTURE.md for the window, each with its reason. */
class ArrowsBetweenRoomsTest {

    private static final JavaClasses APP = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.asyncgate.app");
    private static final List<String> PLACES = List.of(
            "overview",
            "tasks",
            "leases",
            "receipts",
            "obligations",
            "submit",
            "demo",
            "ledger",
            "anomalies",
            "audit",
            "doctor",
            "workers",
            "schedules",
            "gateway",
            "preferences",
            "connections");

    @Test
    void onlyBackgroundHopsOntoTheFxThread() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(Background.class)
                .should()
                .callMethod(Platform.class, "runLater", Runnable.class)
                .because("a result that arrives past Background cannot be cancelled or dropped")
                .check(APP);
    }

    @Test
    void viewModelsKnowNoScene() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("ViewModel")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javafx.scene..", "javafx.stage..", "javafx.fxml..")
                .because("they are tested in plain JUnit, without a toolkit")
                .check(APP);
    }

    @Test
    void placesDoNotKnowEachOther() {
        for (String place : PLACES) {
            String[] others = PLACES.stream()
                    .filter(other -> !other.equals(place))
                    .map(other -> "dev.asyncgate.app." + other + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage("dev.asyncgate.app." + place + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .because("a place asks the Navigator, which takes a destination")
                    .allowEmptyShould(true)
                    .check(APP);
        }
    }

    @Test
    void noTwoPackagesDependOnEachOther() {
        slices().matching("dev.asyncgate.app.(*)..").should().beFreeOfCycles().check(APP);
    }

    @Test
    void commandsReachJavaFxThroughTheToolkitAlone() {
        noClasses()
                .that()
                .resideInAPackage("dev.asyncgate.app.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javafx..", "dev.asyncgate.app.shell..", "dev.asyncgate.app.theme..")
                .because("a command that draws nothing loads no JavaFX")
                .check(APP);
    }

    @Test
    void theShellStandsBelowThePlaces() {
        classes()
                .that()
                .resideInAPackage("dev.asyncgate.app.shell..")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages(PLACES.stream()
                        .map(place -> "dev.asyncgate.app." + place + "..")
                        .toArray(String[]::new))
                .because("fifteen places stand on it and it knows their ids alone")
                .check(APP);
    }
}
