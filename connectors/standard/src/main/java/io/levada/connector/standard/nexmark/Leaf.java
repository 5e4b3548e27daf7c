package io.levada.connector.standard.nexmark;

import io.levada.core.type.DataType;
import java.util.Optional;

/** One field of one kind of event. */
public enum Leaf {
    PERSON_ID(EventKind.PERSON, "id", Form.NUMBER),
    PERSON_NAME(EventKind.PERSON, "name", Form.TEXT),
    PERSON_EMAIL(EventKind.PERSON, "emailAddress", Form.TEXT),
    PERSON_CREDIT_CARD(EventKind.PERSON, "creditCard", Form.TEXT),
    PERSON_CITY(EventKind.PERSON, "city", Form.TEXT),
    PERSON_STATE(EventKind.PERSON, "state", Form.TEXT),
    PERSON_TIME(EventKind.PERSON, "dateTime", Form.TIME),
    PERSON_EXTRA(EventKind.PERSON, "extra", Form.TEXT),

    AUCTION_ID(EventKind.AUCTION, "id", Form.NUMBER),
    AUCTION_ITEM_NAME(EventKind.AUCTION, "itemName", Form.TEXT),
    AUCTION_DESCRIPTION(EventKind.AUCTION, "description", Form.TEXT),
    AUCTION_INITIAL_BID(EventKind.AUCTION, "initialBid", Form.NUMBER),
    AUCTION_RESERVE(EventKind.AUCTION, "reserve", Form.NUMBER),
    AUCTION_TIME(EventKind.AUCTION, "dateTime", Form.TIME),
    AUCTION_EXPIRES(EventKind.AUCTION, "expires", Form.TIME),
    AUCTION_SELLER(EventKind.AUCTION, "seller", Form.NUMBER),
    AUCTION_CATEGORY(EventKind.AUCTION, "category", Form.NUMBER),
    AUCTION_EXTRA(EventKind.AUCTION, "extra", Form.TEXT),

    BID_AUCTION(EventKind.BID, "auction", Form.NUMBER),
    BID_BIDDER(EventKind.BID, "bidder", Form.NUMBER),
    BID_PRICE(EventKind.BID, "price", Form.NUMBER),
    BID_CHANNEL(EventKind.BID, "channel", Form.TEXT),
    BID_URL(EventKind.BID, "url", Form.TEXT),
    BID_TIME(EventKind.BID, "dateTime", Form.TIME),
    BID_EXTRA(EventKind.BID, "extra", Form.TEXT);

    /** How the values lie in memory: numbers, milliseconds since 1970, UTF-8 (always ASCII). */
    public enum Form {
        NUMBER(DataType.BIGINT),
        TIME(DataType.timestamp(3)),
        TEXT(DataType.STRING);

        private final DataType type;

        Form(DataType type) {
            this.type = type;
        }

        public DataType type() {
            return type;
        }
    }

    private final EventKind kind;
    private final String field;
    private final Form form;

    Leaf(EventKind kind, String field, Form form) {
        this.kind = kind;
        this.field = field;
        this.form = form;
    }

    public EventKind kind() {
        return kind;
    }

    /** The field's name in its ROW. */
    public String field() {
        return field;
    }

    public Form form() {
        return form;
    }

    /** The field's name in a table, such as {@code bid.price}. */
    public String path() {
        return kind.column() + "." + field;
    }

    public static Optional<Leaf> of(String path) {
        for (Leaf leaf : values()) {
            if (leaf.path().equals(path)) {
                return Optional.of(leaf);
            }
        }
        return Optional.empty();
    }
}
