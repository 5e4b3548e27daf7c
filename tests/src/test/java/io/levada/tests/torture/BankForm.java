package io.levada.tests.torture;

import java.util.Map;
import java.util.TreeMap;

/** How credits and debits are brought together as balances. */
enum BankForm {
    UNION("""
            SELECT account, SUM(amount) AS amount, SUM(n) AS n
            FROM (
              SELECT account, amount, n FROM credits
              UNION ALL
              SELECT account, -amount, n FROM debits
            )
            GROUP BY account"""),
    INNER_JOIN("""
            SELECT c.account, c.amount - d.amount AS amount, c.n + d.n AS n
            FROM credits AS c JOIN debits AS d ON c.account = d.account"""),
    LEFT_JOIN("""
            SELECT c.account, c.amount - COALESCE(d.amount, 0) AS amount, c.n + COALESCE(d.n, 0) AS n
            FROM credits AS c LEFT JOIN debits AS d ON c.account = d.account""");

    private final String balances;

    BankForm(String balances) {
        this.balances = balances;
    }

    /** The query of the balances over {@code credits} and {@code debits}. */
    String balances() {
        return balances;
    }

    /** What the table should say: the balances, and their sum. */
    Map<String, Bank.Row> expected(Map<String, Bank.Account> accounts) {
        Map<String, Bank.Row> rows = new TreeMap<>();
        long amount = 0;
        long n = 0;
        for (Map.Entry<String, Bank.Account> entry : accounts.entrySet()) {
            Bank.Account account = entry.getValue();
            boolean shown = switch (this) {
                case UNION -> true;
                case INNER_JOIN -> account.credits() > 0 && account.debits() > 0;
                case LEFT_JOIN -> account.credits() > 0;
            };
            if (shown) {
                rows.put(entry.getKey(), account.row());
                amount += account.amount();
                n += account.row().n();
            }
        }
        if (!rows.isEmpty()) {
            rows.put(BankScript.TOTAL, new Bank.Row(amount, n));
        }
        return rows;
    }
}
