/**
 * Figures for Prometheus: takes what a job has counted, gives text over HTTP on the loopback address. The only room that
 * knows Micrometer. Start at {@link io.levada.cli.metrics.MetricsServer}.
 */
@NullMarked
package io.levada.cli.metrics;

import org.jspecify.annotations.NullMarked;
