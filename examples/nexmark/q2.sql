-- q2, selection: which bids are on certain auctions?
CREATE TABLE nexmark_q2 (auction BIGINT, price BIGINT) WITH ('connector' = '${SINK:-blackhole}');

INSERT INTO nexmark_q2 SELECT auction, price FROM bid WHERE MOD(auction, 123) = 0;
