package io.levada.testkit.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.levada.core.catalog.Table;
import io.levada.core.config.Option;
import io.levada.core.connector.Connector;
import io.levada.core.connector.Connectors;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.util.List;

/** What a wrong option gets: its name, and what would be right. */
final class OptionChecks {
    private OptionChecks() {}

    static void unknownOptionIsRefusedWithTheNearest(Connector connector, Table table) {
        Connectors connectors = new Connectors(List.of(connector));
        assertThat(connectors.of(table)).as("the table as it is").isSameAs(connector);
        String wrong = "no-such-option-at-all";
        LevadaException refused = refusal(() -> connectors.of(Jobs.with(table, wrong, "1")));
        assertThat(refused.code()).isEqualTo(ErrorCode.OPTION_UNKNOWN);
        assertThat(refused.message()).contains(wrong);
        for (Option<?> option : connector.optionsOf(table)) {
            if (option.key().length() > 4 && !option.key().endsWith(".")) {
                String mistyped = option.key().substring(0, option.key().length() - 1);
                LevadaException hinted = refusal(() -> connectors.of(Jobs.with(table, mistyped, "1")));
                assertThat(hinted.hint()).isEqualTo("did you mean '" + option.key() + "'?");
                return;
            }
        }
    }

    static void wrongValueIsRefusedWithTheOptionsName(Connector connector, Table table) {
        for (Option<?> option : connector.optionsOf(table)) {
            boolean anyText = option.typeName().equals("text");
            if (anyText || option.key().endsWith(".")) {
                continue;
            }
            Table wrong = Jobs.with(table, option.key(), "?nonsense?");
            LevadaException refused = refusal(() -> connector.describe(wrong));
            assertThat(refused.code()).as(option.key()).isEqualTo(ErrorCode.OPTION_INVALID);
            assertThat(refused.message()).contains("'" + option.key() + "'").contains("?nonsense?");
        }
    }

    private static LevadaException refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable action) {
        LevadaException refused = catchThrowableOfType(LevadaException.class, action);
        assertThat(refused).as("a LevadaException").isNotNull();
        return refused;
    }
}
