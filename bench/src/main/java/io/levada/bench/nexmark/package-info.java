/** What Nexmark's queries need besides SQL: the Java function of query 14. Uses the JDK only. */
@NullMarked
package io.levada.bench.nexmark;

import org.jspecify.annotations.NullMarked;
