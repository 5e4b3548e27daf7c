/**
 * Connectors that Levada has and Flink has not, for Flink: {@code values}, and lookups in files. They run on the cluster, so
 * this module's jar goes there with the job. Imports Flink and core. Start at {@link io.levada.flink.connector.ValuesFactory}.
 */
@NullMarked
package io.levada.flink.connector;

import org.jspecify.annotations.NullMarked;
