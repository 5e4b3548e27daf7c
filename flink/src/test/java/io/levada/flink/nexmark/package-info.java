@NullMarked
package io.levada.flink.nexmark;

import org.jspecify.annotations.NullMarked;
