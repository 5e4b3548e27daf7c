package io.levada.connector.standard.nexmark;

import io.levada.core.data.BytesColumn;
import io.levada.core.data.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The channels that bids come through and their addresses: four hot ones, which half of the bids use, and 10,000
 * others, nine of ten of which say their number in the address.
 */
final class Channels {
    private static final List<String> HOT = List.of("Google", "Facebook", "Baidu", "Apple");
    private static final int OTHERS = 10_000;
    private static final int URL_PART = 5;

    private final BytesColumn names = new BytesColumn(HOT.size() + OTHERS);
    private final BytesColumn urls = new BytesColumn(HOT.size() + OTHERS);

    Channels(long seed) {
        for (int i = 0; i < HOT.size() + OTHERS; i++) {
            long bits = Hashing.mix(Hashing.mix(seed ^ OTHERS) + i);
            int number = i - HOT.size();
            append(names, number < 0 ? HOT.get(i) : "channel-" + number);
            boolean tells = number >= 0 && EventModel.low(bits, 10) > 0;
            append(urls, url(bits) + (tells ? "&channel_id=" + Math.abs(Integer.reverse(number)) : ""));
        }
    }

    private static void append(BytesColumn column, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        column.append(bytes, 0, bytes.length);
    }

    private static String url(long bits) {
        StringBuilder url = new StringBuilder("https://www.nexmark.com/");
        byte[] part = new byte[URL_PART];
        for (int i = 0; i < 3; i++) {
            int length = Letters.upTo(Hashing.mix(bits + i), URL_PART, '_', part, 0);
            url.append(new String(part, 0, length, StandardCharsets.US_ASCII)).append('/');
        }
        return url.append("item.htm?query=1").toString();
    }

    /** @return which channel a bid with that draw came through */
    static int pick(long bits) {
        return EventModel.high(bits, 2) > 0
                ? EventModel.low(bits, HOT.size())
                : HOT.size() + EventModel.low(bits, OTHERS);
    }

    BytesColumn names() {
        return names;
    }

    BytesColumn urls() {
        return urls;
    }
}
