package org.tagma.threshold.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Tlv;

/**
 * The hash chain over all envelopes of the rounds so far: a cheap echo broadcast (spec/protocols.md
 * 4.2; 9, item 10).
 */
public final class Views {
  private static final Comparator<Row> ORDER =
      Comparator.comparingInt(Row::from)
          .thenComparing(r -> r.kind().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned)
          .thenComparingInt(Row::to);

  private Views() {}

  /** One envelope in a view: {@code hash} is over its signing input. */
  public record Row(int from, String kind, int to, Bytes hash) {
    public static Row of(Envelope envelope) {
      return new Row(envelope.from(), envelope.kind(), envelope.to(), envelope.hash());
    }
  }

  /** view_0. */
  public static Bytes initial(Bytes sid) {
    return Tlv.of().text("view").bytes(sid).sha256();
  }

  /** view_r from view_{r-1} and the envelopes of round {@code round}, in any order. */
  public static Bytes next(Bytes sid, int round, Bytes previous, Collection<Row> rows) {
    List<Tlv> items =
        rows.stream()
            .sorted(ORDER)
            .map(
                r ->
                    Tlv.of()
                        .list(
                            Tlv.of().u32(r.from()),
                            Tlv.of().text(r.kind()),
                            Tlv.of().u32(r.to()),
                            Tlv.of().bytes(r.hash())))
            .toList();
    return Tlv.of().text("view").bytes(sid).u32(round).bytes(previous).list(items).sha256();
  }
}
