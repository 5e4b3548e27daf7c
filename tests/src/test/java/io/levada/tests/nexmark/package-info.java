/** The queries of {@code examples/nexmark} as Levada plans them. */
@NullMarked
package io.levada.tests.nexmark;

import org.jspecify.annotations.NullMarked;
