package io.levada.tests.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is committed is the query over a prefix of the input, at every commit: random transfers go in while the job is
 * killed again and again, and whoever reads committed records never sees money come or go.
 */
class BankTest {
    private static final int KILLS = Integer.getInteger("bank.kills", 6);
    private static final long SEED = Long.getLong("bank.seed", 11);
    private static final int TRANSFERS_A_KILL = 6000;
    private static final int TRANSFERS_A_BURST = 50;
    private static final int BURST_PAUSE_MILLIS = 20;
    private static final int AUDIT_MILLIS = 10;
    private static final long PATIENCE_MILLIS = 90_000;

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    @Timeout(600)
    void theTotalIsZeroAtEveryCommit(BankForm form) throws Exception {
        Bank bank = new Bank(SEED, TRANSFERS_A_KILL * (KILLS + 1));
        try (BrokerProcess broker = new BrokerProcess(directory.resolve("broker"))) {
            createTopics(broker.bootstrap());
            Files.writeString(directory.resolve(BankScript.FILE), BankScript.text(broker.bootstrap(), form));
            Thread transfers = new Thread(() -> produce(broker.bootstrap(), bank), "transfers");
            transfers.setDaemon(true);
            transfers.start();
            BankAuditor auditor = new BankAuditor(bank, form);
            AtomicBoolean ended = new AtomicBoolean();
            Thread auditing = new Thread(() -> audit(broker.bootstrap(), auditor, ended), "auditor");
            auditing.setDaemon(true);
            auditing.start();
            Random random = new Random(SEED);
            for (int kill = 0; kill < KILLS; kill++) {
                killOnce(kill, random, broker);
            }
            transfers.join();
            awaitEnd(bank, auditor);
            ended.set(true);
            auditing.join();
            assertThat(auditor.findings()).isEmpty();
            assertThat(auditor.transfers()).isEqualTo(bank.transfers().size());
            assertThat(auditor.looks()).isGreaterThan(2 * KILLS);
            // A join shows an account only when both of its sides are there: soon after the beginning.
            assertThat(auditor.zeros()).isGreaterThanOrEqualTo(auditor.looks() - (form == BankForm.UNION ? 0 : 3));
        }
    }

    private static void createTopics(String bootstrap) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(
                            new NewTopic(BankScript.INPUT, Optional.of(1), Optional.empty()),
                            new NewTopic(BankScript.OUTPUT, Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        }
    }

    private static void produce(String bootstrap, Bank bank) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "max.in.flight.requests.per.connection", "1"),
                new StringSerializer(),
                new StringSerializer())) {
            int sent = 0;
            for (Bank.Transfer transfer : bank.transfers()) {
                producer.send(new ProducerRecord<>(BankScript.INPUT, 0, null, transfer.json()));
                if (++sent % TRANSFERS_A_BURST == 0) {
                    Thread.sleep(BURST_PAUSE_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Every second time at a point of the protocol, else at any moment after a checkpoint. */
    private void killOnce(int number, Random random, BrokerProcess broker) throws Exception {
        String[] points = {"prepared:", "decided:", "marked:"};
        String point = number % 2 == 0 ? points[number / 2 % points.length] + (3 + random.nextInt(10)) : "";
        JobProcess job = new JobProcess(directory, BankScript.FILE, 1 + number % 2, point);
        try (Markers markers = new Markers(broker.bootstrap())) {
            if (point.isEmpty()) {
                long before = markers.last();
                long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
                while (markers.last() == before && System.nanoTime() < deadline) {
                    assertThat(job.isAlive()).isTrue();
                }
                job.awaitEnd(300 + random.nextInt(1500));
            } else {
                assertThat(job.awaitEnd(PATIENCE_MILLIS)).as(point).isTrue();
            }
        } finally {
            job.kill();
        }
    }

    /** All the time, whatever happens to the job. */
    private static void audit(String bootstrap, BankAuditor auditor, AtomicBoolean ended) {
        try (Output output = new Output(bootstrap, BankScript.OUTPUT, 1)) {
            boolean last;
            do {
                last = ended.get();
                auditor.audit(output.readOn(), output.end());
                Thread.sleep(AUDIT_MILLIS);
            } while (!last);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitEnd(Bank bank, BankAuditor auditor) throws Exception {
        JobProcess job = new JobProcess(directory, BankScript.FILE, 2, "");
        try {
            long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
            while (auditor.transfers() < bank.transfers().size() && System.nanoTime() < deadline) {
                assertThat(job.isAlive()).as("see job.log").isTrue();
                Thread.sleep(100);
            }
            job.stop();
        } finally {
            job.kill();
        }
    }
}
