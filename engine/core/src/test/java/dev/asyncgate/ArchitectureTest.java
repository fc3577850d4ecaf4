package dev.asyncgate;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows between the rooms of the engine. */
class ArchitectureTest {

    private static final JavaClasses ENGINE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.asyncgate");

    @Test
    void noTwoRoomsDependOnEachOther() {
        slices().matching("dev.asyncgate.(**)").should().beFreeOfCycles().check(ENGINE);
    }

    @Test
    void theEngineKnowsNeitherWindowNorWire() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javafx..", "dev.asyncgate.app..", "io.javalin..", "java.awt..", "javax.swing..")
                .because("console, command line and gateway are faces of one engine")
                .check(ENGINE);
    }

    @Test
    void onlyTheDatabaseRoomsHandleConnections() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.asyncgate.database..", "dev.asyncgate.backup")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.sql.Connection")
                .because("transactions begin and end in one place")
                .check(ENGINE);
    }

    @Test
    void nobodyPrints() {
        noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .because("a library tells through its answers and its log")
                .check(ENGINE);
    }
}
