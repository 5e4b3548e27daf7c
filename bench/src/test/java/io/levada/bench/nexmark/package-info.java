@NullMarked
package io.levada.bench.nexmark;

import org.jspecify.annotations.NullMarked;
