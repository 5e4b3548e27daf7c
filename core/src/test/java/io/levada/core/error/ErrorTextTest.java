package io.levada.core.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorTextTest {
    @Test
    void showsTheLineWithACaretUnderThePlace() {
        LevadaException error = new LevadaException(
                ErrorCode.SQL_UNKNOWN_NAME,
                "there is no column 'drver_id'",
                new Position(2, 9, 2, 16),
                "did you mean 'driver_id'?",
                null);

        assertThat(ErrorText.render(error, "rides.sql", "SELECT\n\t1, 'é', drver_id\nFROM rides"))
                .isEqualTo("""
                        error[SQL_UNKNOWN_NAME]: there is no column 'drver_id'
                         --> rides.sql:2:9
                        2 | \t1, 'é', drver_id
                          | \t       ^^^^^^^^
                        hint: did you mean 'driver_id'?""");
    }

    @Test
    void anErrorWithoutAPlaceIsOneLine() {
        assertThat(ErrorText.render(new LevadaException(ErrorCode.CONNECTION, "no broker at 127.0.0.1:1"), "a", "b"))
                .isEqualTo("error[CONNECTION]: no broker at 127.0.0.1:1");
    }

    @Test
    void aPlaceInsideAStatementIsMovedIntoTheScript() {
        Position statement = Position.at(10, 5);
        assertThat(new Position(1, 8, 1, 9).within(statement)).isEqualTo(new Position(10, 12, 10, 13));
        assertThat(new Position(2, 8, 2, 9).within(statement)).isEqualTo(new Position(11, 8, 11, 9));
    }

    @Test
    void suggestsOnlyWhatIsNear() {
        List<String> known = List.of("driver_id", "rider_id", "fare");
        assertThat(Suggest.nearest("drvier_id", known)).contains("driver_id");
        assertThat(Suggest.nearest("FARE", known)).contains("fare");
        assertThat(Suggest.nearest("temperature", known)).isEmpty();
    }
}
