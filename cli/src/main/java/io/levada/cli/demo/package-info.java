/**
 * {@code levada demo}: a broker, a replayer, a pipeline and a view of them in one process. Start at {@link
 * io.levada.cli.demo.Demo}; what it shows is gathered in {@link io.levada.cli.demo.DemoState} and drawn by {@link
 * io.levada.cli.demo.TerminalView} or told by {@link io.levada.cli.demo.PlainView}.
 */
@NullMarked
package io.levada.cli.demo;

import org.jspecify.annotations.NullMarked;
