package io.levada.core.data;

/** What travels in a channel, in order: data and the marks in it. */
public sealed interface Message permits Batch, Watermark, Barrier {}
