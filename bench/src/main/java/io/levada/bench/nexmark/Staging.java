package io.levada.bench.nexmark;

import java.io.IOException;
import java.util.List;

/** Where {@link CollectConnector} keeps the parts of an answer until their checkpoint is decided, and after it. */
interface Staging {
    /** Keeps a part; gives its name. */
    String stage(FinalTable part) throws IOException;

    /** Makes parts count; with the effect of one call, however often it is called. */
    void commit(List<String> names) throws IOException;
}
