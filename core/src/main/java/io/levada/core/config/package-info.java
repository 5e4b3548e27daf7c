/**
 * Settings: typed keys with defaults and one-line descriptions, and the values that somebody gave. Uses {@code error}
 * only. Start at {@link io.levada.core.config.Option}; {@link io.levada.core.config.JobOptions} lists what a job knows.
 */
@NullMarked
package io.levada.core.config;

import org.jspecify.annotations.NullMarked;
