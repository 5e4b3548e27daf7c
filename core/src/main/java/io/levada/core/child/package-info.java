/**
 * What passes between the command and a child process that runs a script on another engine: one {@link
 * io.levada.core.child.ScriptRequest} down the child's standard input, {@link io.levada.core.child.Frame}s up its standard
 * output. Both ends are of one build, so there is no version. Start at {@link io.levada.core.child.FrameCodec}.
 */
@NullMarked
package io.levada.core.child;

import org.jspecify.annotations.NullMarked;
