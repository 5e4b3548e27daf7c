package io.levada.tests.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.junit.jupiter.api.Test;

/** The executable map of the house: imports point one way, from text to plan to running job. */
class ArchitectureTest {
    private static final JavaClasses LEVADA = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.levada");

    @Test
    void theMapIsNotEmpty() {
        org.assertj.core.api.Assertions.assertThat(LEVADA.size()).isGreaterThan(100);
    }

    @Test
    void coreIsTheVocabularyAndNeedsTheJdkOnly() {
        classes()
                .that()
                .resideInAPackage("io.levada.core..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.levada.core..", "java..", "org.jspecify..")
                .because("everybody compiles against core, also who writes a connector")
                .check(LEVADA);
    }

    @Test
    void onlyTheFrontEndKnowsCalciteAndFlink() {
        noClasses()
                .that()
                .resideInAPackage("io.levada..")
                .and()
                .resideOutsideOfPackage("io.levada.sql..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.calcite..", "org.apache.flink..")
                .because("the plan is ours, so that the front end can change without the engine")
                .check(LEVADA);
    }

    @Test
    void theFrontEndsDoorShowsNoCalciteType() {
        methods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage("io.levada.sql")
                .and()
                .arePublic()
                .should(speakNoCalcite())
                .because("no Calcite type leaves the sql module")
                .check(LEVADA);
    }

    @Test
    void theEngineKnowsPlansAndNothingOutside() {
        noClasses()
                .that()
                .resideInAPackage("io.levada.engine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.levada.sql..", "io.levada.connector..", "io.levada.cli..", "org.apache..", "com.sun.net..")
                .because("it runs embedded in anybody's program")
                .check(LEVADA);
    }

    @Test
    void janinoStaysInCodegen() {
        noClasses()
                .that()
                .resideInAPackage("io.levada..")
                .and()
                .resideOutsideOfPackage("io.levada.engine.codegen..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.codehaus..")
                .because("the compiler may be exchanged")
                .check(LEVADA);
    }

    @Test
    void connectorsKnowTheContractOnly() {
        noClasses()
                .that()
                .resideInAPackage("io.levada.connector..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.levada.engine..", "io.levada.sql..", "io.levada.cli..")
                .because("anybody can write one against core")
                .check(LEVADA);
    }

    @Test
    void nobodyImportsTheCommand() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.levada.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.levada.cli..")
                .because("the command is the outermost door")
                .check(LEVADA);
    }

    @Test
    void flinkIsAProgramOfItsOwn() {
        noClasses()
                .that()
                .resideInAPackage("io.levada..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.levada.flink..")
                .because("Flink's jars and ours must not meet: the command starts it as a child")
                .check(LEVADA);
        org.assertj.core.api.Assertions.assertThat(System.getProperty("java.class.path"))
                .doesNotContain("flink-core", "flink-runtime", "flink-table", "levada-flink");
    }

    @Test
    void theRoomsOfTheEngineFormNoCircle() {
        slices().matching("io.levada.engine.(*)..").should().beFreeOfCycles().check(LEVADA);
    }

    @Test
    void theRoomsOfCoreFormNoCircle() {
        slices().matching("io.levada.core.(*)..").should().beFreeOfCycles().check(LEVADA);
    }

    private static ArchCondition<JavaMethod> speakNoCalcite() {
        DescribedPredicate<JavaClass> foreign = DescribedPredicate.describe(
                "foreign",
                c -> c.getPackageName().startsWith("org.apache.calcite")
                        || c.getPackageName().startsWith("org.apache.flink"));
        return new ArchCondition<>("speak no Calcite") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean bad = foreign.test(method.getRawReturnType())
                        || method.getRawParameterTypes().stream().anyMatch(foreign);
                if (bad) {
                    events.add(SimpleConditionEvent.violated(method, method.getFullName()));
                }
            }
        };
    }
}
