package io.levada.bench.nexmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code levada bench nexmark --verify} over a few queries and events; the whole of it is that command. */
class AnswersTest {
    @Test
    void levadaAnswersAsFlinkDoes(@TempDir Path scratch) throws Exception {
        Path root = Path.of("..").toAbsolutePath().normalize();
        assumeThat(root.resolve("flink/target/classpath"))
                .as("the module flink isn't packaged, so there is no Flink to compare with")
                .exists();
        BenchOptions options = BenchOptions.parse(
                new String[] {"--verify", "--queries", "q0,q2,q11,q17,q21,q22", "--events", "20000", "--heap", "1g"});
        Queries queries = new Queries(root.resolve("examples/nexmark"), scratch);
        Child child = new Child(root, options.heap(), scratch.resolve("children.log"));
        assertThat(new Verification(options, queries, child).run())
                .as("the answers that differ are printed above")
                .isZero();
    }
}
