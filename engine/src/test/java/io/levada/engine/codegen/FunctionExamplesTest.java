package io.levada.engine.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.function.FunctionDefinition;
import io.levada.core.function.Functions;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The example beside each function holds, compiled and interpreted. */
class FunctionExamplesTest {
    @TestFactory
    Stream<DynamicTest> examples() {
        return Functions.all().stream().map(f -> DynamicTest.dynamicTest(f.example(), () -> holds(f)));
    }

    private static void holds(FunctionDefinition function) {
        assertThat(function.names()).anyMatch(name -> function.example().contains(name + "("));
        assertThat(Evaluator.value(function.example())).as(function.example()).isEqualTo(true);
    }
}
