-- q0, pass-through: what does it cost to hand a bid on?
CREATE TABLE result (auction BIGINT, bidder BIGINT, price BIGINT, `dateTime` TIMESTAMP(3), extra VARCHAR)
WITH ('connector' = '${SINK:-blackhole}');

INSERT INTO result SELECT auction, bidder, price, `dateTime`, extra FROM bid;
