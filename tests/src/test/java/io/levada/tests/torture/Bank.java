package io.levada.tests.torture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Transfers between accounts: no money comes in and none goes out, so that the sum of all balances is zero after every
 * transfer. Whoever ever shows another sum has shown a table that no prefix of the input explains.
 */
final class Bank {
    private static final int ACCOUNTS = 40;

    private final List<Transfer> transfers = new ArrayList<>();

    Bank(long seed, int count) {
        Random random = new Random(seed);
        for (int i = 0; i < count; i++) {
            int from = random.nextInt(ACCOUNTS);
            int to = (from + 1 + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS;
            transfers.add(new Transfer(name(from), name(to), 1 + random.nextInt(1000)));
        }
    }

    private static String name(int account) {
        return "account-" + account;
    }

    /** One transfer. */
    record Transfer(String source, String target, long amount) {
        String json() {
            return "{\"source\":\"" + source + "\",\"target\":\"" + target + "\",\"amount\":" + amount + "}";
        }
    }

    List<Transfer> transfers() {
        return transfers;
    }

    /**
     * One account.
     *
     * @param amount what came in less what went out
     * @param n transfers that it took part in
     */
    record Balance(long amount, long n) {
        Balance plus(long more) {
            return new Balance(amount + more, n + 1);
        }
    }

    /** Balances after so many transfers, and more of them later. */
    final class Books {
        private final Map<String, Balance> balances = new TreeMap<>();
        private int count;

        Map<String, Balance> after(int wanted) {
            for (; count < wanted; count++) {
                Transfer transfer = transfers.get(count);
                book(transfer.source(), -transfer.amount());
                book(transfer.target(), transfer.amount());
            }
            return balances;
        }

        private void book(String account, long amount) {
            balances.put(
                    account, balances.getOrDefault(account, new Balance(0, 0)).plus(amount));
        }
    }
}
