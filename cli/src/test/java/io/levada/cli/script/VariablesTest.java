package io.levada.cli.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.levada.core.error.LevadaException;
import io.levada.core.error.Position;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VariablesTest {
    private static final Map<String, String> VALUES = Map.of("topic", "flights", "n", "3");

    @Test
    void replacesInsideAndOutsideOfQuotes() {
        assertThat(Variables.replace("SELECT ${n}, '${topic}-x' FROM `${topic}`", VALUES))
                .isEqualTo("SELECT 3, 'flights-x' FROM `flights`");
    }

    @Test
    void takesTheDefaultOnlyWhereThereIsNoValue() {
        assertThat(Variables.replace("'${topic:-a}' '${other:-b:c}' '${empty:-}'", VALUES))
                .isEqualTo("'flights' 'b:c' ''");
    }

    @Test
    void leavesCommentsAlone() {
        String text = "-- ${unknown}\nSELECT /* ${unknown} */ '--${n}'";
        assertThat(Variables.replace(text, VALUES)).isEqualTo("-- ${unknown}\nSELECT /* ${unknown} */ '--3'");
    }

    @Test
    void namesTheVariableWithoutValueAndWhereItStands() {
        LevadaException error =
                catchThrowableOfType(LevadaException.class, () -> Variables.replace("SELECT 1;\n  '${topik}'", VALUES));
        assertThat(error.message()).isEqualTo("variable 'topik' has no value");
        assertThat(error.position()).isEqualTo(new Position(2, 4, 2, 11));
        assertThat(error.hint()).isEqualTo("did you mean 'topic'?");
        error = catchThrowableOfType(LevadaException.class, () -> Variables.replace("${bootstrap}", VALUES));
        assertThat(error.hint()).contains("-D bootstrap=");
    }

    @Test
    void refusesAVariableThatIsNotClosed() {
        LevadaException error =
                catchThrowableOfType(LevadaException.class, () -> Variables.replace("'${topic'\n}", VALUES));
        assertThat(error.message()).contains("has no }");
    }
}
