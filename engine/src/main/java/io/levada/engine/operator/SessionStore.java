package io.levada.engine.operator;

import io.levada.core.type.DataType;
import io.levada.engine.state.KeyTable;
import io.levada.engine.state.RecordField;
import io.levada.engine.state.RecordLayout;
import io.levada.engine.state.Records;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * The open sessions of all keys, each a record with its key. The table of keys knows one session of a key, its head; most
 * keys have no other. The others hang on it as a list; sessions of a key never touch each other, since a row within the gap
 * of two makes them one. Wall-clock microseconds; a session ends a gap after its last row.
 *
 * <p>A key that was looked up for the first time is a record too: a head that is no session yet. It becomes one with
 * {@link #assign}, or goes with {@link #dropIfEmpty}.
 */
final class SessionStore {
    private static final int STRETCHES_OF_A_GAP = 64;
    /**
     * In the high half of a session's links: that it is a head, or which one is its head, + {@link #FIRST_OWNER}; 0 where
     * it is no session yet. In the low half: which one follows, + 1.
     */
    private static final int HEAD = 1;

    private static final int FIRST_OWNER = 2;
    /** The links of a head that nothing follows. */
    private static final long ALONE = (long) HEAD << 32;

    private final List<DataType> keyTypes;
    private final RecordField[] keyFields;
    private final int startWord;
    private final int endWord;
    private final int linksWord;
    private final int queuedWord;
    private final long gapMicros;
    private final KeyTable keys;
    private final Records sessions;
    private final EndBuckets queue;
    private final Absorber absorber;
    /** What was read of sessions for the cache's sake. */
    @SuppressWarnings("UnusedVariable") // written so that the reading isn't left out
    private long fetched;

    /** Adds what one session holds to another. */
    interface Absorber {
        /** {@code absorbed} is freed after the call. */
        void absorb(int session, int absorbed);
    }

    SessionStore(List<DataType> keyTypes, RecordLayout layout, long gapMicros, Absorber absorber) {
        this.keyTypes = keyTypes;
        this.gapMicros = gapMicros;
        queue = new EndBuckets(gapMicros / STRETCHES_OF_A_GAP, new Ends());
        this.absorber = absorber;
        keyFields = KeyTable.keyFields(layout, keyTypes);
        int first = layout.addWords(4);
        startWord = first;
        endWord = first + 1;
        linksWord = first + 2;
        queuedWord = first + 3;
        sessions = new Records(layout);
        sessions.trackChanges();
        keys = new KeyTable(sessions, keyFields, new KeyTable.Buffers());
    }

    /** Finds heads; of its keys, {@link #assign} must be told of each that is new. */
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

    private int next(int session) {
        return (int) sessions.word(session, linksWord) - 1;
    }

    private int owner(int session) {
        return (int) (sessions.word(session, linksWord) >>> 32);
    }

    private void setNext(int session, int next) {
        setLinks(session, owner(session), next);
    }

    private void setLinks(int session, int owner, int next) {
        sessions.setWordUnnoticed(session, linksWord, (long) owner << 32 | next + 1);
    }

    /**
     * The session of a key for rows between two times that are one session, or -1 when it would be a new one that has
     * ended already.
     *
     * @param head what the key was looked up as
     */
    int assign(int head, long first, long last, WindowTimer timer) {
        long[] page = sessions.writable(head);
        int at = sessions.at(head);
        long end = last + gapMicros;
        if (page[at + linksWord] != ALONE || page[at + startWord] > end || first > page[at + endWord]) {
            return assignAmong(head, first, end, timer);
        }
        page[at + startWord] = Math.min(first, page[at + startWord]);
        page[at + endWord] = Math.max(end, page[at + endWord]);
        return head;
    }

    private int assignAmong(int head, long first, long firstEnd, WindowTimer timer) {
        long start = first;
        long end = firstEnd;
        int session = -1;
        int previous = -1;
        int candidate = owner(head) == 0 ? -1 : head;
        while (candidate >= 0) {
            int following = next(candidate);
            if (start(sessions, candidate) <= end && start <= end(sessions, candidate)) {
                start = Math.min(start, start(sessions, candidate));
                end = Math.max(end, end(sessions, candidate));
                if (session < 0) {
                    session = candidate;
                    previous = candidate;
                } else {
                    absorber.absorb(session, candidate);
                    setNext(previous, following);
                    free(candidate);
                }
            } else {
                previous = candidate;
            }
            candidate = following;
        }
        if (session < 0) {
            return timer.isFired(end) ? -1 : open(head, start, end);
        }
        setBounds(session, start, end);
        return session;
    }

    /** Whether the key has this session and no other: then its growth can't bring it together with another. */
    boolean isOnly(int session) {
        return sessions.word(session, linksWord) == ALONE;
    }

    void setBounds(int session, long start, long end) {
        long[] page = sessions.writable(session);
        int at = sessions.at(session);
        page[at + startWord] = start;
        page[at + endWord] = end;
    }

    /** A new session of a key. */
    int open(int head, long start, long end) {
        int session = head;
        if (owner(head) == 0) {
            setLinks(head, HEAD, -1);
        } else {
            session = sessions.allocate(sessions.hash(head));
            for (RecordField field : keyFields) {
                field.copy(sessions, session, sessions, head);
            }
            follow(head, session);
        }
        schedule(session, start, end);
        return session;
    }

    private void follow(int head, int session) {
        setLinks(session, head + FIRST_OWNER, next(head));
        setNext(head, session);
    }

    private void schedule(int session, long start, long end) {
        long[] page = sessions.writable(session);
        int at = sessions.at(session);
        page[at + startWord] = start;
        page[at + endWord] = end;
        page[at + queuedWord] = end;
        queue.add(end, session);
    }

    private final class Ends implements EndBuckets.Ends {
        /** What is queued under an end that isn't the session's any more is put off, or is another session's. */
        @Override
        public long now(int session, long queued) {
            if (!sessions.isLive(session) || sessions.word(session, queuedWord) != queued) {
                return GONE;
            }
            long end = end(sessions, session);
            if (end != queued) {
                sessions.setWordUnnoticed(session, queuedWord, end);
            }
            return end;
        }

        /** Nobody looked at them for a while, and what is done with each depends on what is found. */
        @Override
        public void announce(int[] ids, int count) {
            fetched += sessions.fetch(ids, 0, count);
        }
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

    /** Drops a session. */
    void close(int session) {
        long links = sessions.word(session, linksWord);
        if (links == ALONE) {
            keys.remove(session);
            return;
        }
        int owner = owner(session);
        int next = next(session);
        if (owner == HEAD) {
            keys.unindex(session);
            succeed(next);
        } else {
            int previous = owner - FIRST_OWNER;
            while (next(previous) != session) {
                previous = next(previous);
            }
            setNext(previous, next);
        }
        free(session);
    }

    /** The first that followed a head takes its place. */
    private void succeed(int heir) {
        setLinks(heir, HEAD, next(heir));
        for (int other = next(heir); other >= 0; other = next(other)) {
            setLinks(other, heir + FIRST_OWNER, next(other));
        }
        keys.index(heir, sessions.hash(heir));
    }

    private void free(int session) {
        for (RecordField field : keyFields) {
            field.clear(sessions, session);
        }
        sessions.free(session);
    }

    /** Drops a key to which no session was opened. */
    void dropIfEmpty(int head) {
        if (sessions.isLive(head) && owner(head) == 0) {
            keys.remove(head);
        }
    }

    /** Writes a session without what it holds; works on a frozen copy from any thread. */
    void write(Records records, int session, DataOutput out) throws IOException {
        KeyTable.writeKey(records, keyFields, session, out);
        out.writeLong(start(records, session));
        out.writeLong(end(records, session));
    }

    /** Reads what {@link #write} wrote into a new session. */
    int read(DataInput in) throws IOException {
        int session = keys.readRecord(in);
        int head = keys.findSame(session, keyTypes);
        if (head < 0) {
            keys.index(session, sessions.hash(session));
            setLinks(session, HEAD, -1);
        } else {
            follow(head, session);
        }
        long start = in.readLong();
        schedule(session, start, in.readLong());
        return session;
    }

    long memoryBytes() {
        return keys.memoryBytes() + queue.memoryBytes();
    }
}
