package io.levada.engine.operator;

import io.levada.core.type.DataType;
import io.levada.engine.state.KeyTable;
import io.levada.engine.state.RecordField;
import io.levada.engine.state.RecordLayout;
import io.levada.engine.state.Records;
import java.util.List;

/**
 * The open sessions of all keys. A key's sessions form a list; they never touch each other, since a row within the gap of
 * two makes them one. Wall-clock microseconds; a session ends a gap after its last row.
 */
final class SessionStore {
    private static final int STRETCHES_OF_A_GAP = 64;

    private final RecordLayout keyLayout = new RecordLayout();
    private final RecordField[] keyFields;
    private final int headWord;
    private final int startWord;
    private final int endWord;
    private final int keyWord;
    private final int nextWord;
    private final int queuedWord;
    private final long gapMicros;
    private final KeyTable keys;
    private final Records sessions;
    private final EndBuckets queue;
    private final Absorber absorber;

    /** Adds what one session holds to another. */
    interface Absorber {
        /** {@code absorbed} is freed after the call. */
        void absorb(int session, int absorbed);
    }

    SessionStore(List<DataType> keyTypes, RecordLayout sessionLayout, long gapMicros, Absorber absorber) {
        this.gapMicros = gapMicros;
        queue = new EndBuckets(gapMicros / STRETCHES_OF_A_GAP, this::endNow);
        this.absorber = absorber;
        keyFields = KeyTable.keyFields(keyLayout, keyTypes);
        headWord = keyLayout.addWords(1);
        int first = sessionLayout.addWords(5);
        startWord = first;
        endWord = first + 1;
        keyWord = first + 2;
        nextWord = first + 3;
        queuedWord = first + 4;
        keys = new KeyTable(new Records(keyLayout), keyFields, new KeyTable.Buffers());
        sessions = new Records(sessionLayout);
        keys.records().trackChanges();
        sessions.trackChanges();
    }

    KeyTable keys() {
        return keys;
    }

    Records sessions() {
        return sessions;
    }

    long start(Records records, int session) {
        return records.word(session, startWord);
    }

    long end(Records records, int session) {
        return records.word(session, endWord);
    }

    /** The first session of a key, or -1. */
    int first(Records keyRecords, int key) {
        return (int) keyRecords.word(key, headWord) - 1;
    }

    int next(Records records, int session) {
        return (int) records.word(session, nextWord) - 1;
    }

    /**
     * The session of that key for rows between two times that are one session, or -1 when it would be a new one that has
     * ended already.
     */
    int assign(int key, long first, long last, WindowTimer timer) {
        long start = first;
        long end = last + gapMicros;
        int session = -1;
        int previous = -1;
        int candidate = first(keys.records(), key);
        while (candidate >= 0) {
            int following = next(sessions, candidate);
            if (start(sessions, candidate) <= end && start <= end(sessions, candidate)) {
                start = Math.min(start, start(sessions, candidate));
                end = Math.max(end, end(sessions, candidate));
                if (session < 0) {
                    session = candidate;
                    previous = candidate;
                } else {
                    absorber.absorb(session, candidate);
                    sessions.setWordUnnoticed(previous, nextWord, following + 1);
                    sessions.free(candidate);
                }
            } else {
                previous = candidate;
            }
            candidate = following;
        }
        if (session < 0) {
            return timer.isFired(end) ? -1 : open(key, start, end);
        }
        setBounds(session, start, end);
        return session;
    }

    /** Whether the key has this session and no other: then its growth can't bring it together with another. */
    boolean isOnly(int key, int session) {
        return first(keys.records(), key) == session && next(sessions, session) < 0;
    }

    void setBounds(int session, long start, long end) {
        long[] page = sessions.writable(session);
        int at = sessions.at(session);
        page[at + startWord] = start;
        page[at + endWord] = end;
    }

    /** A new session. */
    int open(int key, long start, long end) {
        int session = sessions.allocate(keys.records().hash(key));
        long[] page = sessions.writable(session);
        int at = sessions.at(session);
        page[at + startWord] = start;
        page[at + endWord] = end;
        page[at + keyWord] = key;
        page[at + nextWord] = keys.records().word(key, headWord);
        keys.records().setWordUnnoticed(key, headWord, session + 1);
        page[at + queuedWord] = end;
        queue.add(end, session);
        return session;
    }

    /** What is queued under an end that isn't the session's any more is put off, or is another session's. */
    private long endNow(int session, long queued) {
        if (!sessions.isLive(session) || sessions.word(session, queuedWord) != queued) {
            return EndBuckets.Ends.GONE;
        }
        long end = end(sessions, session);
        if (end != queued) {
            sessions.setWordUnnoticed(session, queuedWord, end);
        }
        return end;
    }

    /** A session that is over, or -1. It stays until {@link #close}. */
    int pollEnded(WindowTimer timer) {
        for (long end = queue.earliest(); end != Long.MAX_VALUE && timer.isFired(end); end = queue.earliest()) {
            int session = queue.poll();
            if (session >= 0) {
                return session;
            }
        }
        return -1;
    }

    int key(int session) {
        return key(sessions, session);
    }

    int key(Records records, int session) {
        return (int) records.word(session, keyWord);
    }

    /** Drops a session, and its key with the last one. */
    void close(int session) {
        int key = key(session);
        int next = next(sessions, session);
        int candidate = first(keys.records(), key);
        if (candidate == session) {
            keys.records().setWordUnnoticed(key, headWord, next + 1);
            if (next < 0) {
                keys.remove(key);
            }
        } else {
            while (next(sessions, candidate) != session) {
                candidate = next(sessions, candidate);
            }
            sessions.setWordUnnoticed(candidate, nextWord, next + 1);
        }
        sessions.free(session);
    }

    /** Drops a key to which no session was opened. */
    void dropIfEmpty(int key) {
        if (keys.records().isLive(key) && first(keys.records(), key) < 0) {
            keys.remove(key);
        }
    }

    long memoryBytes() {
        return keys.memoryBytes() + sessions.memoryBytes() + queue.memoryBytes();
    }
}
