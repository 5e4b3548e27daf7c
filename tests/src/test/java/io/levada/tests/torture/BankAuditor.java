package io.levada.tests.torture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Looks at the bank's table as a reader of committed records sees it: up to the offset at which the broker says that all
 * before it is decided. Whenever it looks, that must be the table of a prefix of the input.
 */
final class BankAuditor {
    private static final Pattern NUMBER = Pattern.compile("\"(amount|n)\":(-?\\d+)");

    private final BankForm form;
    private final Bank.Books books;
    private final List<String> findings = new ArrayList<>();
    private final Map<String, Bank.Row> table = new TreeMap<>();
    private int read;
    private int looks;
    private int zeros;
    private volatile int transfers;

    BankAuditor(Bank bank, BankForm form) {
        this.form = form;
        this.books = bank.new Books();
    }

    /** What is wrong, the first of it. */
    List<String> findings() {
        return findings;
    }

    /** How often it saw another table than before. */
    int looks() {
        return looks;
    }

    /** At how many of them all balances together were zero. */
    int zeros() {
        return zeros;
    }

    /** Transfers that the table knows of. */
    int transfers() {
        return transfers;
    }

    /**
     * Looks again.
     *
     * @param log what was committed, in order; it has grown
     * @param end the offset before which everything is decided
     */
    void audit(List<ConsumerRecord<String, String>> log, long end) {
        int before = read;
        for (; read < log.size() && log.get(read).offset() < end; read++) {
            take(log.get(read));
        }
        if (read > before) {
            look(end);
        }
    }

    private void take(ConsumerRecord<String, String> record) {
        Matcher matcher = NUMBER.matcher(record.value());
        long amount = 0;
        long n = 0;
        while (matcher.find()) {
            long value = Long.parseLong(matcher.group(2));
            if (matcher.group(1).equals("n")) {
                n = value;
            } else {
                amount = value;
            }
        }
        table.put(record.key(), new Bank.Row(amount, n));
    }

    private void look(long end) {
        looks++;
        Map<String, Bank.Row> shown = new TreeMap<>(table);
        Bank.Row seen = shown.remove(BankScript.SEEN);
        if (seen == null || seen.n() < transfers) {
            find("before offset " + end + ": from " + transfers + " transfers to " + seen);
            return;
        }
        transfers = (int) seen.n();
        Map<String, Bank.Row> expected = form.expected(books.after(transfers));
        if (!shown.equals(expected)) {
            find("before offset " + end + ": after " + transfers + " transfers the table is " + shown + " and not "
                    + expected);
        }
        Bank.Row total = shown.get(BankScript.TOTAL);
        zeros += total != null && total.amount() == 0 ? 1 : 0;
    }

    private void find(String what) {
        if (findings.size() < 5) {
            findings.add(what);
        }
    }
}
