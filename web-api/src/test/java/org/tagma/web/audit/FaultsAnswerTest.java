package org.tagma.web.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tagma.protocols.audit.FaultCount;
import org.tagma.web.http.Json;

class FaultsAnswerTest {
  private static final List<FaultCount> COUNTS =
      List.of(new FaultCount("keeper-1", 2, 0, 1), new FaultCount("a \"b\", c", 0, 3, 0));

  @Test
  void isCsvWithAHeader() {
    assertEquals(
        "rule,imposters,dead,refused\r\nkeeper-1,2,0,1\r\n\"a \"\"b\"\", c\",0,3,0\r\n",
        FaultsAnswer.of(FaultCount.By.RULE, COUNTS).csv());
  }

  @Test
  void isAHeaderAloneWhenNothingHappened() {
    assertEquals(
        "day,imposters,dead,refused\r\n", FaultsAnswer.of(FaultCount.By.DAY, List.of()).csv());
  }

  @Test
  void isJson() {
    assertEquals(
        "{\"by\":\"keeper\",\"items\":[{\"group\":\"keeper-1\",\"imposters\":2,\"dead\":0,\"refused\":1}]}",
        new String(
            Json.bytes(FaultsAnswer.of(FaultCount.By.KEEPER, COUNTS.subList(0, 1))),
            StandardCharsets.UTF_8));
  }
}
