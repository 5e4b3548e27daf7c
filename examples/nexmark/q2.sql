-- q2, selection: which bids are on certain auctions?
CREATE TABLE result (auction BIGINT, price BIGINT) WITH ('connector' = '${SINK:-blackhole}');

INSERT INTO result SELECT auction, price FROM bid WHERE MOD(auction, 123) = 0;
