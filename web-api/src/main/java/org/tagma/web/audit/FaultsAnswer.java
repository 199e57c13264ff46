package org.tagma.web.audit;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.tagma.protocols.audit.FaultCount;

/**
 * The answer of {@code GET /audit/reports/faults}.
 *
 * @param by how the faults are grouped: {@code keeper}, {@code rule} or {@code day}
 * @param items the counts of each group
 */
public record FaultsAnswer(String by, List<FaultCount> items) {

  static FaultsAnswer of(FaultCount.By by, List<FaultCount> counts) {
    return new FaultsAnswer(by.name().toLowerCase(Locale.ROOT), List.copyOf(counts));
  }

  /** The same as CSV (RFC 4180) with a header; the first column is named after the grouping. */
  String csv() {
    StringWriter text = new StringWriter();
    try (CsvWriter csv =
        CsvWriter.builder()
            .lineDelimiter(de.siegmar.fastcsv.writer.LineDelimiter.CRLF)
            .build(text)) {
      csv.writeRecord(by, "imposters", "dead", "refused");
      for (FaultCount count : items) {
        csv.writeRecord(
            count.group(),
            Long.toString(count.imposters()),
            Long.toString(count.dead()),
            Long.toString(count.refused()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory can't fail", e);
    }
    return text.toString();
  }
}
