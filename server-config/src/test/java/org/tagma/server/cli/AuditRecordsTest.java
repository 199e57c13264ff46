package org.tagma.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditRecordsTest {
  private static final String RECORD =
      """
      {"id":"1","peerId":"keeper-1","sequence":7,"timestamp":1700000000000,"event":"sign",
       "crypto":{"kid":"demo"},"outcome":{"statusCode":200},
       "imposters":[],"dead":["keeper-3"],"refused":[],"hash":"ab12"}
      """;
  private static final String LINE =
      "2023-11-14T22:13:20Z #7 keeper-1 sign demo, status 200, imposters [], dead [\"keeper-3\"],"
          + " refused [], hash ab12";

  @Test
  void printsARecordInALine() throws Exception {
    assertEquals(List.of(LINE), AuditRecords.lines(bytes("[" + RECORD + "]")));
    assertEquals(
        List.of(LINE, LINE),
        AuditRecords.lines(bytes("{\"items\":[" + RECORD + "," + RECORD + "]}")));
  }

  @Test
  void leavesOutWhatARecordDoesNotHave() throws Exception {
    assertEquals(
        List.of(
            "1970-01-01T00:00:00Z #- - sign -, status -, imposters -, dead -, refused -, hash -"),
        AuditRecords.lines(bytes("[{\"event\":\"sign\"}]")));
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
