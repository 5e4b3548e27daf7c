package io.levada.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.plan.Calc;
import io.levada.core.plan.PlanNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What single expressions become: the operator, the casts, the type. */
class ExpressionsTest {
    private final Plans plans = new Plans();

    private String projected(String expression) {
        PlanNode node = plans.plan("SELECT " + expression + " FROM plain")
                .sinks()
                .get(0)
                .input();
        return ((Calc) node).projections().get(0) + " : " + node.rowType().type(0);
    }

    private String filtered(String condition) {
        PlanNode node = plans.plan("SELECT a FROM plain WHERE " + condition)
                .sinks()
                .get(0)
                .input();
        return String.valueOf(((Calc) node).filter());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', quoteCharacter = '"', textBlock = """
                    a + 1                             @ +($0, 1) : INT
                    a + b                             @ +(CAST($0):BIGINT, $1) : BIGINT
                    a / 2                             @ /($0, 2) : INT
                    b % a                             @ CAST(%($1, CAST($0):BIGINT)):INT : INT
                    a * 1.5                           @ *(CAST($0):DECIMAL(10, 0), 1.5) : DECIMAL(13, 1)
                    d / a                             @ /($1, CAST($0):DOUBLE) : DOUBLE
                    1.5 * d                           @ *(1.5, $0) : DOUBLE
                    -a                                @ NEGATE($0) : INT
                    s || 'x'                          @ CONCAT($0, 'x') : STRING
                    CAST(s AS INT)                    @ CAST($0):INT : INT
                    TRY_CAST(s AS DATE)               @ TRY_CAST($0):DATE : DATE
                    CASE WHEN f THEN 'x' ELSE 'yy' END @ CASE($0, 'x', 'yy') : VARCHAR(2) NOT NULL
                    CASE WHEN f THEN 1 ELSE 2.5 END   @ CASE($0, 1.0, 2.5) : DECIMAL(11, 1) NOT NULL
                    COALESCE(s, 'a')                  @ COALESCE($0, 'a') : STRING NOT NULL
                    IFNULL(a, b)                      @ COALESCE(CAST($0):BIGINT, $1) : BIGINT
                    NULLIF(a, 1)                      @ CASE(=($0, 1), null, $0) : INT
                    IF(f, a, b)                       @ CASE($2, CAST($0):BIGINT, $1) : BIGINT
                    GREATEST(a, b)                    @ GREATEST(CAST($0):BIGINT, $1) : BIGINT
                    ROW(a, s)                         @ ROW($0, $1) : ROW<`EXPR$0` INT, `EXPR$1` STRING>
                    ARRAY[a, 1][2]                    @ ITEM(ARRAY($0, 1), 2) : INT
                    MAP['k', a]['k']                  @ ITEM(MAP('k', $0), 'k') : INT
                    EXTRACT(HOUR FROM TO_TIMESTAMP(s)) @ EXTRACT('HOUR', TO_TIMESTAMP($0)) : BIGINT
                    YEAR(TO_DATE(s))                  @ EXTRACT('YEAR', TO_DATE($0)) : BIGINT
                    FLOOR(TO_TIMESTAMP(s) TO HOUR)    @ FLOOR_TO(TO_TIMESTAMP($0), 'HOUR') : TIMESTAMP(3)
                    CEIL(d)                           @ CEIL($0) : DOUBLE
                    TO_TIMESTAMP(s) + INTERVAL '1' DAY @ +(TO_TIMESTAMP($0), PT24H) : TIMESTAMP(3)
                    TIMESTAMPADD(MINUTE, a, TO_TIMESTAMP(s)) @ +(TO_TIMESTAMP($1), *(PT1M, $0)) : TIMESTAMP(3)
                    TIMESTAMPDIFF(DAY, TO_TIMESTAMP(s), TO_TIMESTAMP(s)) @ TIMESTAMPDIFF('DAY', TO_TIMESTAMP($0), TO_TIMESTAMP($0)) : INT
                    SUBSTRING(s FROM 2 FOR 3)         @ SUBSTRING($0, 2, 3) : STRING
                    TRIM(LEADING 'x' FROM s)          @ LTRIM($0, 'x') : STRING
                    POSITION('a' IN s)                @ POSITION('a', $0) : INT
                    CURRENT_DATE                      @ CAST(CURRENT_TIMESTAMP()):DATE NOT NULL : DATE NOT NULL
                    LOCALTIMESTAMP                    @ CAST(CURRENT_TIMESTAMP()):TIMESTAMP(3) NOT NULL : TIMESTAMP(3) NOT NULL
                    NOW()                             @ CURRENT_TIMESTAMP() : TIMESTAMP_LTZ(3) NOT NULL
                    PROCTIME()                        @ PROCTIME() : TIMESTAMP_LTZ(3) NOT NULL
                    POWER(a, 2)                       @ POWER(CAST($0):DOUBLE, 2.0) : DOUBLE
                    """)
    void projections(String expression, String expected) {
        assertThat(projected(expression)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    a IN (1, 2, 3)                    | IN($0, 1, 2, 3)
                    a NOT IN (1, 2)                   | NOT(IN($0, 1, 2))
                    s IN ('a', 'bcd')                 | IN($1, 'a', 'bcd')
                    a BETWEEN 1 AND 5                 | AND(>=($0, 1), <=($0, 5))
                    b = 0 OR a / b > 1 OR b = 7       | OR(IN($1, 0, 7), >(/(CAST($0):BIGINT, $1), 1))
                    a = b                             | =(CAST($0):BIGINT, $1)
                    a = '5'                           | =($0, 5)
                    TO_TIMESTAMP(s) > '2020-01-01 00:00:00' | >(TO_TIMESTAMP($1), 2020-01-01T00:00)
                    s IS NOT NULL AND f               | AND(IS NOT NULL($1), $2)
                    f IS NOT TRUE                     | IS NOT TRUE($1)
                    a IS DISTINCT FROM b              | IS DISTINCT FROM(CAST($0):BIGINT, $1)
                    s NOT LIKE 'x!%' ESCAPE '!'       | NOT(LIKE($1, 'x!%', '!'))
                    """)
    void conditions(String condition, String expected) {
        assertThat(filtered(condition)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    price + price     | DECIMAL(11, 2)
                    price * price     | DECIMAL(21, 4)
                    price / price     | DECIMAL(23, 13)
                    price % 3         | DECIMAL(10, 2)
                    price + quantity  | DECIMAL(13, 2)
                    price * price * price * price | DECIMAL(38, 6)
                    ROUND(price, 1)   | DECIMAL(10, 1)
                    SUM(price)        | DECIMAL(38, 2)
                    AVG(price)        | DECIMAL(38, 6)
                    SUM(quantity)     | INT
                    AVG(quantity)     | INT
                    COUNT(price)      | BIGINT NOT NULL
                    MAX(ts)           | TIMESTAMP(3)
                    """)
    void decimalsAndAggregatesHaveFlinksTypes(String expression, String type) {
        PlanNode result =
                plans.plan("SELECT " + expression + " FROM orders").sinks().get(0);
        assertThat(result.rowType().type(0)).hasToString(type);
    }

    @Test
    void nestedFieldsAndItems() {
        plans.run("CREATE TABLE nested (r ROW<x INT, y ARRAY<STRING>>) WITH ('connector' = 'test')");
        assertThat(plans.text("SELECT r.x, nested.r.y[1] AS y FROM nested")).isEqualTo("""
                        1: Sink result -> (x INT, y STRING)
                          2: Calc [FIELD($0, 0), ITEM(FIELD($0, 1), 1)] -> (x INT, y STRING)
                            3: Scan nested -> (r ROW<`x` INT, `y` ARRAY<STRING>>)
                        """);
    }
}
