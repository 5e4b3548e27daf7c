/**
 * What a script means to Flink: which options and settings are the same there, which are said in another way, and which are
 * Levada's alone. Imports core and Flink's catalog. Start at {@link io.levada.flink.portable.TableMapping}.
 */
@NullMarked
package io.levada.flink.portable;

import org.jspecify.annotations.NullMarked;
