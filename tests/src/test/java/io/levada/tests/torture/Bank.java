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

    /** A row of the table that the job keeps. */
    record Row(long amount, long n) {}

    /**
     * One account.
     *
     * @param amount what came in less what went out
     * @param credits how often something came in
     * @param debits how often something went out
     */
    record Account(long amount, long credits, long debits) {
        Row row() {
            return new Row(amount, credits + debits);
        }
    }

    /** The accounts after so many transfers, and more of them later. */
    final class Books {
        private final Map<String, Account> accounts = new TreeMap<>();
        private int count;

        Map<String, Account> after(int wanted) {
            for (; count < wanted; count++) {
                Transfer transfer = transfers.get(count);
                Account source = of(transfer.source());
                accounts.put(
                        transfer.source(),
                        new Account(source.amount() - transfer.amount(), source.credits(), source.debits() + 1));
                Account target = of(transfer.target());
                accounts.put(
                        transfer.target(),
                        new Account(target.amount() + transfer.amount(), target.credits() + 1, target.debits()));
            }
            return accounts;
        }

        private Account of(String name) {
            return accounts.getOrDefault(name, new Account(0, 0, 0));
        }
    }
}
