/** Scripts on Flink as a person runs them: by command, in a cluster of its own and on a real one. */
@org.jspecify.annotations.NullMarked
package io.levada.tests.flink;
