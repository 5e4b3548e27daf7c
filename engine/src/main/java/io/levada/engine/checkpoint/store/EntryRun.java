package io.levada.engine.checkpoint.store;

import io.levada.engine.checkpoint.store.StateFiles.StateFile;

/**
 * Entries of one group that lie behind each other in a state file.
 *
 * @param count of all of them
 * @param start where in the file
 * @param readEnd where that ends which is read next: it may be read along
 * @param superseded the numbers of which a later link has the last word
 */
record EntryRun(StateFile file, int group, int count, long start, long end, long readEnd, long[] superseded) {}
