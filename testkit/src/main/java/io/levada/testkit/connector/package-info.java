/**
 * What every connector has to pass. A connector's test extends {@link io.levada.testkit.connector.SourceConformance} or
 * {@link io.levada.testkit.connector.SinkConformance}, says which table to use, and gets the tests; the harnesses drive
 * sources and sinks as the engine does and serve a connector's own tests too. Takes {@code core}, JUnit and AssertJ.
 */
@NullMarked
package io.levada.testkit.connector;

import org.jspecify.annotations.NullMarked;
