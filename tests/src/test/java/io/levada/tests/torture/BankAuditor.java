package io.levada.tests.torture;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Looks at the bank's table wherever a transaction ends, as a reader of committed records could. In a log of one partition
 * a transaction ends with a record of the broker's own, which takes an offset: where offsets leave a gap, or the log ends,
 * a transaction has ended.
 */
final class BankAuditor {
    private static final Pattern NUMBER = Pattern.compile("\"(amount|n)\":(-?\\d+)");

    private final Bank.Books books;
    private final List<String> findings = new ArrayList<>();
    private final Map<String, Bank.Balance> table = new TreeMap<>();
    private final Set<String> changed = new HashSet<>();
    private int read;
    private long next;
    private int commits;
    private int transfers;

    BankAuditor(Bank bank) {
        this.books = bank.new Books();
    }

    /** What is wrong, the first of it. */
    List<String> findings() {
        return findings;
    }

    /** How many ends of transactions were looked at. */
    int commits() {
        return commits;
    }

    /** Transfers that the table knows of. */
    int transfers() {
        return transfers;
    }

    /** Goes on through the log, which has grown. */
    void audit(List<ConsumerRecord<String, String>> log) {
        for (; read < log.size(); read++) {
            ConsumerRecord<String, String> record = log.get(read);
            if (record.offset() != next) {
                ended();
            }
            take(record);
            next = record.offset() + 1;
        }
        ended();
    }

    private void take(ConsumerRecord<String, String> record) {
        if (!changed.add(record.key())) {
            find("offset " + record.offset() + ": a second change of " + record.key() + " in one transaction");
        }
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
        table.put(record.key(), new Bank.Balance(amount, n));
    }

    private void ended() {
        if (changed.isEmpty()) {
            return;
        }
        changed.clear();
        commits++;
        Map<String, Bank.Balance> shown = new TreeMap<>(table);
        Bank.Balance total = shown.remove(BankScript.TOTAL);
        if (total == null || total.amount() != 0) {
            find("before offset " + next + ": the total is " + total);
            return;
        }
        int now = (int) (total.n() / 2);
        if (now < transfers) {
            find("before offset " + next + ": back from " + transfers + " to " + now + " transfers");
            return;
        }
        transfers = now;
        if (!shown.equals(books.after(now))) {
            find("before offset " + next + ": after " + now + " transfers the balances are " + shown);
        }
    }

    private void find(String what) {
        if (findings.size() < 5) {
            findings.add(what);
        }
    }
}
