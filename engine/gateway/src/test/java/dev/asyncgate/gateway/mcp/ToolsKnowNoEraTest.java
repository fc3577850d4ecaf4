package dev.asyncgate.gateway.mcp;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** A second era of the protocol can stand beside that of sessions, for what a tool is says nothing of either. */
class ToolsKnowNoEraTest {

    @Test
    void aToolAndItsResultNameNeitherTheSdkNorATransport() {
        ArchRule rule = classes()
                .that()
                .belongToAnyOf(Tool.class, ToolResult.class, Speaker.class)
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.not(JavaClass.Predicates.resideInAnyPackage(
                                "io.modelcontextprotocol..", "jakarta..", "reactor..", "org.eclipse.."))
                        .and(DescribedPredicate.not(JavaClass.Predicates.simpleNameStartingWith("Session"))));
        rule.check(new ClassFileImporter().importClasses(Tool.class, ToolResult.class, Speaker.class));
    }
}
