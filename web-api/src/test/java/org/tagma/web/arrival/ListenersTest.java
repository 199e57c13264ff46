package org.tagma.web.arrival;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListenersTest {
  private final Listeners listeners = new Listeners(8081, 9081);

  @ParameterizedTest
  @CsvSource({
    "8081,/v1/keeper/sign,true",
    "8081,/health,true",
    "8081,/peer/v1/probe,false",
    "9081,/peer/v1/probe,true",
    "9081,/v1/keeper/sign,false",
    "9081,/health,false",
    "4848,/v1/keeper/sign,false",
    "4848,/peer/v1/probe,false",
    "8081,/peerless,true",
  })
  void servesEachPathOnItsOwnListener(int port, String path, boolean served) {
    assertEquals(served, listeners.serves(port, path));
  }
}
