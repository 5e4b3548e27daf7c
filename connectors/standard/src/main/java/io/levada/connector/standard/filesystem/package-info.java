/**
 * The connector {@code filesystem}: local files and directories of them, read and written record by record. Takes
 * {@code core}, {@code io} and the formats as {@link io.levada.core.connector.Formats} finds them.
 *
 * <p>Start at {@link io.levada.connector.standard.filesystem.FilesystemConnector}. Reading: {@link
 * io.levada.connector.standard.filesystem.FileChunks} cuts a file into records in a thread of the reader's own. Writing:
 * {@link io.levada.connector.standard.filesystem.PartFiles} says by which names a file comes into view.
 */
@NullMarked
package io.levada.connector.standard.filesystem;

import org.jspecify.annotations.NullMarked;
