/**
 * The contract between the engine and the outside: sources, sinks, lookups, formats. Connectors implement it and are
 * found by {@link java.util.ServiceLoader}; the front end asks what they can do, the engine drives them.
 *
 * <p>Start at {@link io.levada.core.connector.Connector}, then {@link io.levada.core.connector.SourceReader} and
 * {@link io.levada.core.connector.SinkWriter}, whose comments give the call order and who may block.
 */
@NullMarked
package io.levada.core.connector;

import org.jspecify.annotations.NullMarked;
