package dev.asyncgate.app.past;

import dev.asyncgate.app.past.Hand.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Who works on that day. */
final class Cast {

    private Cast() {}

    static List<Hand> of(Day day) {
        var hands = new ArrayList<Hand>();
        hands.add(hand(day, "gpu-7", "a1", 240, List.of("gpu", "latex"), Trade.REPORT, Trade.EMBEDDINGS));
        hands.add(hand(day, "gpu-8", "a1", 120, List.of("gpu", "latex"), Trade.REPORT, Trade.EMBEDDINGS, Trade.CHART)
                .wish(day.before(19, 0), Ending.LATE));
        hands.add(hand(day, "gpu-9", "b3", 240, List.of("gpu"), Trade.EMBEDDINGS, Trade.CHART)
                .wish(day.before(40, 0), Ending.UNPROVEN));
        hands.add(hand(day, "etl-1", "c0", 240, List.of("parquet"), Trade.EXTRACT));
        hands.add(hand(day, "etl-2", "c0", 300, List.of("parquet", "mem32"), Trade.MERGE, Trade.EXTRACT));
        hands.add(hand(day, "etl-3", "c1", 120, List.of("parquet", "mem32"), Trade.EXTRACT, Trade.MERGE)
                .wish(day.before(15, 0), Ending.LATE));
        hands.add(hand(day, "http-2", "d4", 180, List.of("net"), Trade.FETCH));
        hands.add(
                hand(day, "eval-2", "e0", 180, List.of("judge"), Trade.SCORE).wish(day.before(16, 0), Ending.RELEASED));
        hands.add(hand(day, "scan-x1", "f2", 240, List.of("ocr", "gpu"), Trade.SCAN));
        hands.add(hand(day, "llm-3", "g1", 100, List.of("llm", "32k"), Trade.SUMMARY)
                .wish(day.before(50, 0), Ending.HOARDED));
        hands.add(hand(day, "llm-4", "g1", 240, List.of("llm", "32k"), Trade.SUMMARY));
        hands.add(
                hand(day, "mail-1", "h0", 360, List.of("smtp"), Trade.DIGEST).wish(day.before(12, 0), Ending.RETRIED));
        hands.add(hand(day, "web-4", "i7", 240, List.of("net", "js"), Trade.CRAWL));
        for (int n = 1; n <= 24; n++) {
            hands.add(hand(day, "thumb-" + n, "t" + n % 3, 600, List.of(), Trade.THUMB));
        }
        for (int n = 1; n <= 8; n++) {
            hands.add(hand(day, "ocr-" + n, "o" + n % 2, 600, List.of("ocr"), Trade.PAGE));
        }
        return hands;
    }

    private static Hand hand(
            Day day, String id, String instance, int ttlSeconds, List<String> offers, Trade... trades) {
        return new Hand(day, id, instance, offers, Duration.ofSeconds(ttlSeconds), List.of(trades));
    }
}
