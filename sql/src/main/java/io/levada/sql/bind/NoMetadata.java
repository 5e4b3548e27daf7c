package io.levada.sql.bind;

import java.lang.reflect.Proxy;
import org.apache.calcite.rel.metadata.MetadataHandler;
import org.apache.calcite.rel.metadata.MetadataHandlerProvider;
import org.apache.calcite.rel.metadata.RelMetadataQuery;

/**
 * Statistics of which nothing is known. Calcite's own would be compiled at first use, which takes longer than everything
 * else that we do with a query, and none of our steps needs them.
 */
final class NoMetadata implements MetadataHandlerProvider {
    private NoMetadata() {}

    static RelMetadataQuery query() {
        return new RelMetadataQuery(new NoMetadata());
    }

    @Override
    public <M extends MetadataHandler<?>> M handler(Class<M> handler) {
        return handler.cast(Proxy.newProxyInstance(
                handler.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> null));
    }
}
